/** What went wrong with the card, or at the door behind it. */
import { useTranslation } from "react-i18next";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { CardError } from "./reader";

export function CardFaultNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation("identity");
  if (!(error instanceof CardError)) return <ProblemNotice error={error} onRetry={onRetry} />;
  return (
    <Notice tone="error" urgent title={t(`card.${error.fault}`, { count: error.triesLeft ?? 0 })} />
  );
}
