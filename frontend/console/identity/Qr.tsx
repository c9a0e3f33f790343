/** A QR code as one path: nothing is fetched, and the security policy needs no exception. */
import { qrCode } from "./qr";

const QUIET = 4;

export function Qr({ text, label }: { text: string; label: string }) {
  const modules = qrCode(text);
  const size = modules.length + 2 * QUIET;
  const dark = modules.flatMap((line, row) => line.flatMap((isDark, column) => (isDark ? [`M${column + QUIET} ${row + QUIET}h1v1h-1z`] : [])));
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} className="qr-ground" />
      <path d={dark.join("")} />
    </svg>
  );
}
