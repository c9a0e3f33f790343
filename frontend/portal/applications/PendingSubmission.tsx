/** A signed application that nobody has answered for yet: it is sent again, unchanged, under the same key. */
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { Loading, Notice, ProblemNotice } from "../../shared/ui/Panel";
import type { Receipt } from "../api/types";
import { submit, type Submission } from "./submission";

interface PendingSubmissionProps {
  id: string;
  submission: Submission;
  onDone: (receipt: Receipt) => void;
}

export function PendingSubmission({ id, submission, onDone }: PendingSubmissionProps) {
  const { t } = useTranslation("applications");
  const again = useMutation({ mutationFn: () => submit(id, submission), onSuccess: onDone });
  return (
    <Notice tone="warning" title={t("review.pendingTitle")}>
      <p>{t("review.pending")}</p>
      {again.error && <ProblemNotice error={again.error} />}
      {again.isPending ? (
        <Loading label={t("review.working")} />
      ) : (
        <div>
          <Button onPress={() => again.mutate()}>{t("review.resend")}</Button>
        </div>
      )}
    </Notice>
  );
}
