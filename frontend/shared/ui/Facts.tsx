/** Small ways to show facts: pairs, tags, steps, tables that scroll inside themselves. */
import type { ReactNode } from "react";

export type Pair = readonly [term: ReactNode, description: ReactNode];

export function Facts({ pairs }: { pairs: readonly (Pair | false | null | undefined)[] }) {
  const shown = pairs.filter((pair): pair is Pair => Array.isArray(pair));
  return (
    <dl className="facts">
      {shown.map(([term, description], at) => (
        <div key={at}>
          <dt>{term}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}

export type TagTone = "neutral" | "blue" | "green" | "orange" | "red";

export function Tag({ tone = "neutral", children }: { tone?: TagTone; children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}

export function Steps({ label, steps, current }: { label: string; steps: readonly string[]; current: number }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, at) => (
        <li key={step} className={at < current ? "step-done" : undefined} aria-current={at === current ? "step" : undefined}>
          <span className="step-number" aria-hidden="true">
            {at + 1}
          </span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}

interface TableProps {
  caption: string;
  head: readonly ReactNode[];
  children: ReactNode;
}

export function Table({ caption, head, children }: TableProps) {
  return (
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
