/** Sign with the card and send; a fault on the way keeps the signature for the retry. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { ProblemNotice } from "../../shared/ui/Panel";
import type { Application, Receipt, Signing } from "../api/types";
import { fromBase64, toBase64 } from "../identity/bytes";
import { useCardDesk } from "../identity/card";
import { PinForm } from "../identity/PinForm";
import { explainCertificate } from "../identity/SigningCheck";
import { PendingSubmission } from "./PendingSubmission";
import { newSubmission, submit, type Submission } from "./submission";

interface SignFormProps {
  application: Application;
  certificate: string;
  signing: Signing;
  onDone: (receipt: Receipt) => void;
  onCardChanged: (certificate: string) => void;
}

export function SignForm({ application, certificate, signing, onDone, onCardChanged }: SignFormProps) {
  const { t } = useTranslation("applications");
  const desk = useCardDesk();
  const [unanswered, setUnanswered] = useState<{ submission: Submission; error: unknown } | null>(null);
  const id = application.application_id;

  const sign = async (pin: string) => {
    const reader = await desk.reader();
    const present = await reader.readSigningCertificate(pin);
    desk.signingCertificate.current = present;
    if (present !== certificate) return onCardChanged(present);
    const signature = toBase64(await reader.sign(pin, fromBase64(signing.to_be_signed)));
    const submission = newSubmission(application.revision, certificate, signature);
    try {
      onDone(await submit(id, submission));
    } catch (error) {
      if (!asProblem(error).retryable) throw error;
      setUnanswered({ submission, error });
    }
  };
  if (unanswered) {
    return (
      <>
        <ProblemNotice error={unanswered.error} />
        <PendingSubmission id={id} submission={unanswered.submission} onDone={onDone} />
      </>
    );
  }
  return (
    <section className="card sign">
      <h2>{t("review.signTitle")}</h2>
      <PinForm purpose="signing" button={t("review.button")} working={t("review.working")} act={sign} explain={explainCertificate} />
    </section>
  );
}
