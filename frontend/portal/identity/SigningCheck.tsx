/** Before anything is filled in: is the certificate for signature still valid? It lapses when its holder moves. */
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { SigningCertificate } from "../api/types";
import { useCardDesk } from "./card";
import { PinForm } from "./PinForm";

interface SigningCheckProps {
  button: string;
  onGood: (checked: SigningCertificate, certificate: string) => Promise<void> | void;
}

export function SigningCheck({ button, onGood }: SigningCheckProps) {
  const { t } = useTranslation("identity");
  const desk = useCardDesk();
  const check = async (pin: string) => {
    const certificate = await (await desk.reader()).readSigningCertificate(pin);
    const checked = await ask(api.POST("/api/me/signing-certificate", { body: { certificate } }));
    desk.signingCertificate.current = certificate;
    await onGood(checked, certificate);
  };
  return <PinForm purpose="signing" button={button} working={t("login.working")} act={check} explain={explainCertificate} />;
}

const LAPSED = new Set(["certificate-revoked", "certificate-expired"]);

/** The certificate's own faults get a page's worth of help; others are shown as usual. */
export function explainCertificate(error: unknown) {
  const { kind } = asProblem(error);
  if (LAPSED.has(kind)) return <Lapsed error={error} />;
  if (kind === "certificate-status-unknown") return <UnknownStatus error={error} />;
  return null;
}

function Lapsed({ error }: { error: unknown }) {
  const { t } = useTranslation("identity");
  return (
    <div className="stack">
      <ProblemNotice error={error} title={t("certificate.revokedTitle")} />
      <Notice tone="info" title={t("certificate.todo")}>
        <ol>
          <li>{t("certificate.todo1")}</li>
          <li>{t("certificate.todo2")}</li>
        </ol>
        <p>
          <strong>{t("certificate.keep")}</strong>
        </p>
        <p>{t("certificate.paper")}</p>
      </Notice>
    </div>
  );
}

function UnknownStatus({ error }: { error: unknown }) {
  const { t } = useTranslation("identity");
  return <ProblemNotice error={error} title={t("certificate.unknown")} />;
}
