/** What is to be corrected, first thing on the page, each line leading to its field. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fieldId } from "./state";

interface ErrorSummaryProps {
  errors: ReadonlyMap<string, string>;
  /** Changes at every attempt: the summary then takes the focus. */
  attempt: number;
}

export function ErrorSummary({ errors, attempt }: ErrorSummaryProps) {
  const { t } = useTranslation("ui");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (errors.size === 0) return null;
  return (
    <div ref={box} className="notice notice-error summary" role="alert" tabIndex={-1} aria-labelledby="summary-title">
      <div className="notice-body">
        <h2 className="notice-title" id="summary-title">
          {t("summary.title", { count: errors.size })}
        </h2>
        <p>{t("summary.lead")}</p>
        <ul>
          {[...errors].map(([pointer, words]) => (
            <li key={pointer}>
              <a href={`#${fieldId(pointer)}`} onClick={(event) => go(event, pointer)}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Focus moves without the address changing, which a hash router would take for a page. */
function go(event: React.MouseEvent, pointer: string): void {
  event.preventDefault();
  const found = document.getElementById(fieldId(pointer)) ?? nearest(pointer);
  if (!found) return;
  const target = found.matches("input, select, textarea, button") ? found : (found.querySelector<HTMLElement>("input, select, textarea, button") ?? found);
  found.scrollIntoView({ block: "center" });
  target.focus();
}

function nearest(pointer: string): HTMLElement | null {
  const parent = pointer.slice(0, pointer.lastIndexOf("/"));
  return parent === "" ? null : (document.getElementById(fieldId(parent)) ?? nearest(parent));
}
