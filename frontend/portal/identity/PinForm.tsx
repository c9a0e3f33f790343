/** Card and PIN in one place: pick the card, type the PIN, do one thing with both. The PIN is never kept. */
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { TextInput } from "../../shared/ui/fields";
import { Loading } from "../../shared/ui/Panel";
import { CardFaultNotice } from "./CardFaultNotice";
import { CardPicker } from "./CardPicker";
import { AUTHENTICATION_PIN, SIGNING_PIN } from "./reader";

interface PinFormProps {
  purpose: "authentication" | "signing";
  button: string;
  working: string;
  /** Throws a CardError or a Problem; the form stays. */
  act: (pin: string) => Promise<void>;
  /** A fault that the page shows in its own way. */
  explain?: (error: unknown) => ReactNode | null;
}

export function PinForm({ purpose, button, working, act, explain }: PinFormProps) {
  const { t } = useTranslation("identity");
  const [isReady, setReady] = useState(false);
  const [pin, setPin] = useState("");
  const [shapeFault, setShapeFault] = useState<string>();
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const isSigning = purpose === "signing";
  const words = isSigning
    ? { label: t("card.signingPin"), help: t("card.signingPinHelp"), shape: t("card.signingPinShape") }
    : { label: t("login.pin"), help: t("login.pinHelp"), shape: t("card.pinShape") };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isWell = (isSigning ? SIGNING_PIN : AUTHENTICATION_PIN).test(pin);
    setShapeFault(isWell ? undefined : words.shape);
    if (!isWell || isBusy) return;
    setBusy(true);
    setFault(null);
    try {
      await act(pin);
    } catch (error) {
      setFault(error);
    } finally {
      setPin("");
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate autoComplete="off">
      {fault !== null && (explain?.(fault) ?? <CardFaultNotice error={fault} />)}
      <CardPicker onReady={setReady} />
      <TextInput
        label={words.label}
        help={words.help}
        error={shapeFault}
        type="password"
        inputMode={isSigning ? "text" : "numeric"}
        value={pin}
        maxLength={16}
        short
        onChange={(typed) => setPin(isSigning ? typed.toUpperCase() : typed.normalize("NFKC"))}
      />
      {isBusy && <Loading label={working} />}
      <div>
        <Button type="submit" isDisabled={!isReady || isBusy}>
          {button}
        </Button>
      </div>
    </form>
  );
}
