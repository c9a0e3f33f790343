/** An act that takes effect at once: asked again in place, and the focus stays with the question. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";

interface ConfirmButtonProps {
  label: string;
  question: string;
  isPending: boolean;
  weight?: "danger" | "outline";
  onConfirm: () => void;
}

export function ConfirmButton({ label, question, isPending, weight = "danger", onConfirm }: ConfirmButtonProps) {
  const { t } = useTranslation("municipal");
  const [isAsked, setAsked] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAsked) box.current?.focus();
  }, [isAsked]);
  if (!isAsked) {
    return (
      <Button weight={weight} small isDisabled={isPending} onPress={() => setAsked(true)}>
        {label}
      </Button>
    );
  }
  const confirm = () => {
    setAsked(false);
    onConfirm();
  };
  return (
    <div ref={box} className="confirm" role="group" tabIndex={-1} aria-label={question}>
      <span>{question}</span>
      <Button weight={weight === "outline" ? "filled" : weight} small onPress={confirm}>
        {label}
      </Button>
      <Button weight="text" small onPress={() => setAsked(false)}>
        {t("confirm.no")}
      </Button>
    </div>
  );
}
