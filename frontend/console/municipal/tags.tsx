/** Statuses and verdicts: colour and words together. */
import { useTranslation } from "react-i18next";
import { Tag, type TagTone } from "../../shared/ui/Facts";
import { Icon, type IconName } from "../../shared/ui/Icon";

const STATUS: Record<string, TagTone> = { delivered: "blue", formal: "blue", substantive: "blue", returned: "orange", approval: "orange", decided: "green", withdrawn: "neutral" };
const VERDICT: Record<string, TagTone> = { match: "green", variant: "green", differs: "red", unknown: "neutral" };
const SIGN: Record<string, IconName> = { match: "check", variant: "check", differs: "alert", unknown: "clock" };
const INQUIRY: Record<string, TagTone> = { answered: "green", acknowledged: "green", internal: "green", refused: "red", officer: "orange" };

export function StatusTag({ status }: { status: string }) {
  const { t } = useTranslation("municipal");
  return <Tag tone={STATUS[status] ?? "neutral"}>{t(`status.${status}`, status)}</Tag>;
}

export function VerdictTag({ verdict }: { verdict: string }) {
  const { t } = useTranslation("municipal");
  return (
    <Tag tone={VERDICT[verdict] ?? "neutral"}>
      <Icon name={SIGN[verdict] ?? "clock"} />
      {t(`match.verdicts.${verdict}`, verdict)}
    </Tag>
  );
}

export function InquiryTag({ status }: { status: string }) {
  const { t } = useTranslation("municipal");
  return <Tag tone={INQUIRY[status] ?? "blue"}>{t(`inquiry.statuses.${status}`, status)}</Tag>;
}
