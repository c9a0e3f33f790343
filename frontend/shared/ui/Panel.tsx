/** Boxes that say something: notices, problems, waiting. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem } from "../api/problem";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";

export type Tone = "info" | "success" | "warning" | "error";
const ICONS: Record<Tone, IconName> = { info: "info", success: "check", warning: "alert", error: "alert" };

interface NoticeProps {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  /** Read out as soon as it appears. */
  urgent?: boolean;
}

export function Notice({ tone, title, children, urgent = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={urgent ? "alert" : undefined}>
      <span className="notice-icon">
        <Icon name={ICONS[tone]} />
      </span>
      <div className="notice-body">
        {title && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

const OWN_WORDS = new Set(["network", "unexpected"]);

export function useProblemText(problem: Problem): string {
  const { t } = useTranslation("ui");
  if (OWN_WORDS.has(problem.kind) || !problem.detail) {
    return t(problem.kind === "network" || problem.kind === "unauthenticated" ? `problem.${problem.kind}` : "problem.unexpected");
  }
  return problem.detail;
}

interface ProblemProps {
  error: unknown;
  title?: ReactNode;
  onRetry?: () => void;
  children?: ReactNode;
}

/** A fault in the person's words, how to go on, and in small print the id under which it can be found. */
export function ProblemNotice({ error, title, onRetry, children }: ProblemProps) {
  const { t } = useTranslation("ui");
  const problem = asProblem(error);
  const detail = useProblemText(problem);
  return (
    <Notice tone="error" urgent title={title ?? t("problem.title")}>
      <p>{detail}</p>
      {problem.retryAfterSeconds !== null && <p>{t("problem.wait", { seconds: problem.retryAfterSeconds })}</p>}
      {children}
      {onRetry && problem.retryable && (
        <p>
          <Button weight="outline" small onPress={onRetry}>
            {t("retry")}
          </Button>
        </p>
      )}
      {problem.correlationId && (
        <p className="small-print">
          {t("correlation")}: <code>{problem.correlationId}</code>
        </p>
      )}
    </Notice>
  );
}

export function Loading({ label }: { label?: string }) {
  const { t } = useTranslation("ui");
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      {label ?? t("loading")}
    </p>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** Waiting, a fault with its retry, or what was asked for. */
export function Answer<T>({ query, children }: { query: Asked<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <Loading />;
  return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
}
