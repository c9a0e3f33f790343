/** An application's status in words and colour; the colour never stands alone. */
import { useTranslation } from "react-i18next";
import { Tag, type TagTone } from "../../shared/ui/Facts";

const TONES: Record<string, TagTone> = {
  draft: "neutral",
  returned: "orange",
  granted: "green",
  partly: "green",
  decided: "green",
  dismissed: "red",
  withdrawn: "neutral",
  closed: "neutral",
};

export function StatusTag({ status }: { status: string }) {
  const { t } = useTranslation("applications");
  return <Tag tone={TONES[status] ?? "blue"}>{t(`status.${status}`, status)}</Tag>;
}

export function isEditable(status: string): boolean {
  return status === "draft" || status === "returned";
}
