/** Her card once more, before what deserves it: what she typed stays on the screen, and goes on by itself afterwards. */
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { Notice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import { fromBase64, toBase64 } from "./bytes";
import { useCardDesk } from "./card";
import { PinForm } from "./PinForm";

/** Whether the door wants her card before it does this. */
export function wantsCard(error: unknown): boolean {
  return error !== null && error !== undefined && asProblem(error).kind === "reauthentication-required";
}

export function ConfirmCard({ onConfirmed }: { onConfirmed: () => void }) {
  const { t } = useTranslation("identity");
  const desk = useCardDesk();
  const confirm = async (pin: string) => {
    const reader = await desk.reader();
    const certificate = await reader.readAuthenticationCertificate(pin);
    const { login, nonce } = await ask(api.POST("/api/session/confirmation", { body: { certificate } }));
    const signature = toBase64(await reader.signAuthentication(pin, fromBase64(nonce)));
    await ask(api.POST("/api/session/confirmation/answer", { body: { login, signature } }));
    onConfirmed();
  };
  return (
    <section className="card stack" aria-label={t("confirm.title")}>
      <Notice tone="info" urgent title={t("confirm.title")}>
        <p>{t("confirm.lead")}</p>
      </Notice>
      <PinForm purpose="authentication" button={t("confirm.button")} working={t("login.working")} act={confirm} />
    </section>
  );
}
