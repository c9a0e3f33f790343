/** A QR code (ISO/IEC 18004) of a short text, so that an authenticator's secret never leaves the page to become a picture. */

/** Level M (15 % may be lost), by version: correction bytes of a block, number of blocks. */
const BLOCKS: readonly (readonly [correction: number, count: number])[] = [
  [10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5], [30, 5], [22, 8], [22, 9], [24, 9], [24, 10],
];
const BYTE_MODE = 0b0100;
const LEVEL_M = 0b00;

export type Modules = readonly (readonly boolean[])[];

/** Rows of modules, dark ones true, without the quiet zone. */
export function qrCode(text: string): Modules {
  const bytes = [...new TextEncoder().encode(text)];
  const version = 1 + BLOCKS.findIndex((_, at) => bytes.length <= capacity(at + 1));
  if (version === 0) throw new RangeError("too long for this QR code");
  const code = interleaved(dataBytes(bytes, version), version);
  const drawn = Array.from({ length: 8 }, (_, mask) => draw(code, version, mask));
  return drawn.reduce((best, next) => (penalty(next) < penalty(best) ? next : best));
}

// From text to bytes

function moduleCount(version: number): number {
  const centres = alignment(version).length;
  const patterns = version === 1 ? 0 : 25 * (centres ** 2 - 3) - 10 * (centres - 2);
  return (16 * version + 128) * version + 64 - patterns - (version >= 7 ? 36 : 0);
}

function dataLength(version: number): number {
  const [correction, count] = BLOCKS[version - 1]!;
  return (moduleCount(version) >> 3) - correction * count;
}

function capacity(version: number): number {
  return dataLength(version) - (version < 10 ? 2 : 3);
}

function dataBytes(bytes: readonly number[], version: number): number[] {
  const length = dataLength(version);
  const bits = [bitsOf(BYTE_MODE, 4), bitsOf(bytes.length, version < 10 ? 8 : 16), ...bytes.map((byte) => bitsOf(byte, 8))].join("");
  const ended = bits.padEnd(Math.min(bits.length + 4, length * 8), "0");
  const filled = [...ended.padEnd(Math.ceil(ended.length / 8) * 8, "0").matchAll(/.{8}/g)].map(([byte]) => Number.parseInt(byte, 2));
  for (let pad = 0xec; filled.length < length; pad ^= 0xec ^ 0x11) filled.push(pad);
  return filled;
}

function bitsOf(value: number, length: number): string {
  return value.toString(2).padStart(length, "0");
}

/** Blocks with their correction bytes, dealt out one byte of each in turn; the last blocks may be one byte longer. */
function interleaved(data: readonly number[], version: number): number[] {
  const [correction, count] = BLOCKS[version - 1]!;
  const short = Math.floor(data.length / count);
  const longFrom = count - (data.length % count);
  let taken = 0;
  const blocks = Array.from({ length: count }, (_, at) => data.slice(taken, (taken += short + (at >= longFrom ? 1 : 0))));
  const corrections = blocks.map((block) => remainder(block, generator(correction)));
  return [...dealt(blocks), ...dealt(corrections)];
}

function dealt(blocks: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: longest }, (_, at) => blocks.flatMap((block) => (at < block.length ? [block[at]!] : []))).flat();
}

// Reed-Solomon over GF(256), x^8 + x^4 + x^3 + x^2 + 1

export function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}

/** The product of (x - 2^i), highest power first, its leading 1 left out. */
function generator(degree: number): number[] {
  let found = [1];
  let root = 1;
  for (let at = 0; at < degree; at += 1) {
    const shifted = [...found, 0];
    found = shifted.map((value, place) => value ^ times(found[place - 1] ?? 0, root));
    root = times(root, 2);
  }
  return found.slice(1);
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  let rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ rest[0]!;
    rest = [...rest.slice(1), 0].map((value, at) => value ^ times(divisor[at]!, factor));
  }
  return rest;
}

// From bytes to modules

export function alignment(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = version * 4 + 10;
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => last - step * (count - 2 - at))];
}

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

function draw(code: readonly number[], version: number, mask: number): Modules {
  const size = version * 4 + 17;
  const grid: (boolean | undefined)[][] = Array.from({ length: size }, () => Array<undefined>(size).fill(undefined));
  drawPatterns(grid, version);
  drawFormat(grid, mask);
  if (version >= 7) drawVersion(grid, version);
  const bits = code.map((byte) => bitsOf(byte, 8)).join("");
  let next = 0;
  for (const [row, column] of path(size)) {
    if (grid[row]![column] !== undefined) continue;
    grid[row]![column] = (bits[next] === "1") !== MASKS[mask]!(row, column);
    next += 1;
  }
  return grid as boolean[][];
}

/** Two columns at a time from the right, up and down in turn; the sixth column belongs to the timing. */
export function path(size: number): [row: number, column: number][] {
  const rights = Array.from({ length: (size - 1) / 2 }, (_, at) => size - 1 - 2 * at).map((right) => (right <= 6 ? right - 1 : right));
  return rights.flatMap((right, at) =>
    Array.from({ length: size }, (_, place) => (at % 2 === 0 ? size - 1 - place : place)).flatMap((row): [number, number][] => [
      [row, right],
      [row, right - 1],
    ]),
  );
}

type Grid = (boolean | undefined)[][];

function drawPatterns(grid: Grid, version: number): void {
  const size = grid.length;
  for (let at = 0; at < size; at += 1) grid[6]![at] = grid[at]![6] = at % 2 === 0;
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) square(grid, row, column, 4, (ring) => ring !== 2 && ring !== 4);
  const centres = alignment(version);
  const corners = new Set([`6,6`, `6,${size - 7}`, `${size - 7},6`]);
  for (const row of centres) for (const column of centres) if (!corners.has(`${row},${column}`)) square(grid, row, column, 2, (ring) => ring !== 1);
}

function square(grid: Grid, row: number, column: number, radius: number, isDark: (ring: number) => boolean): void {
  for (let dr = -radius; dr <= radius; dr += 1) {
    for (let dc = -radius; dc <= radius; dc += 1) {
      if (grid[row + dr] && column + dc >= 0 && column + dc < grid.length) grid[row + dr]![column + dc] = isDark(Math.max(Math.abs(dr), Math.abs(dc)));
    }
  }
}

/** A value with its BCH correction bits. */
function protectedBits(value: number, divisor: number, length: number): number {
  let rest = value;
  for (let at = 0; at < length; at += 1) rest = (rest << 1) ^ ((rest >> (length - 1)) * divisor);
  return (value << length) | rest;
}

function drawFormat(grid: Grid, mask: number): void {
  const size = grid.length;
  const bits = protectedBits((LEVEL_M << 3) | mask, 0x537, 10) ^ 0x5412;
  const isOn = (at: number) => ((bits >> at) & 1) === 1;
  for (let at = 0; at < 15; at += 1) {
    const first: [number, number] = at < 6 ? [at, 8] : at < 8 ? [at + 1, 8] : at === 8 ? [8, 7] : [8, 14 - at];
    const second: [number, number] = at < 8 ? [8, size - 1 - at] : [size - 15 + at, 8];
    for (const [row, column] of [first, second]) grid[row]![column] = isOn(at);
  }
  grid[size - 8]![8] = true;
}

function drawVersion(grid: Grid, version: number): void {
  const bits = protectedBits(version, 0x1f25, 12);
  for (let at = 0; at < 18; at += 1) {
    const [far, near] = [grid.length - 11 + (at % 3), Math.floor(at / 3)];
    grid[far]![near] = grid[near]![far] = ((bits >> at) & 1) === 1;
  }
}

/** How hard a mask would make the reading: runs, squares, false finders, imbalance. */
function penalty(modules: Modules): number {
  const lines = [...modules, ...modules.map((_, at) => modules.map((row) => row[at]!))].map((line) => line.map((dark) => (dark ? "1" : "0")).join(""));
  const runs = lines.flatMap((line) => [...line.matchAll(/0{5,}|1{5,}/g)]).reduce((sum, [run]) => sum + run.length - 2, 0);
  const finders = lines.flatMap((line) => [...line.matchAll(/(?=10111010000|00001011101)/g)]).length * 40;
  const dark = modules.flat().filter(Boolean).length / modules.length ** 2;
  return runs + finders + squares(modules) * 3 + Math.floor(Math.abs(dark - 0.5) * 20) * 10;
}

function squares(modules: Modules): number {
  const isOne = (row: number, column: number) =>
    [modules[row]![column + 1], modules[row + 1]?.[column], modules[row + 1]?.[column + 1]].every((other) => other === modules[row]![column]);
  return modules.flatMap((line, row) => line.filter((_, column) => isOne(row, column))).length;
}
