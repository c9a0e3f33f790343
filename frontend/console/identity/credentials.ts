/** What an officer types to log in, judged before it is sent: the town's door judges again. */

const LEAST = 12;
const KINDS = { digit: /[0-9]/, lower: /[a-z]/, upper: /[A-Z]/, symbol: /[^A-Za-z0-9]/ } as const;

export type Weakness = "short" | keyof typeof KINDS;

/** What a new password lacks, by the rules of the staff pool. */
export function weakness(password: string): Weakness | null {
  if (password.length < LEAST) return "short";
  return (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((kind) => !KINDS[kind].test(password)) ?? null;
}

/** Six digits, in whatever width and grouping she typed them; null when they are not six. */
export function digitsOf(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s-]/g, "");
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}

/** A secret that can be read aloud: four letters at a time. */
export function grouped(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, "$& ");
}
