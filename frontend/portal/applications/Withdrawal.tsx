/** Withdraw an application that is not decided yet, after a second thought. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Application } from "../api/types";
import { ConfirmCard, wantsCard } from "../identity/ConfirmCard";
import { applicationKey } from "./queries";

const FINAL = new Set(["decided", "withdrawn", "closed"]);

export function Withdrawal({ application }: { application: Application }) {
  const { t } = useTranslation("applications");
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const id = application.application_id;
  const withdrawal = useMutation({
    mutationFn: () => ask(api.POST("/api/applications/{application_id}/withdrawal", { params: { path: { application_id: id } } })),
    onSuccess: (view) => {
      queries.setQueryData(applicationKey(id), view);
      void queries.invalidateQueries({ queryKey: ["applications"] });
    },
  });
  if (FINAL.has(application.status)) return null;
  if (!isAsked) {
    return (
      <div>
        <Button weight="text" small onPress={() => setAsked(true)}>
          {t("withdraw.button")}
        </Button>
      </div>
    );
  }
  return (
    <>
    <Notice tone="warning" urgent title={t("withdraw.title")}>
      <p>{t("withdraw.lead")}</p>
      {withdrawal.error && !wantsCard(withdrawal.error) && <ProblemNotice error={withdrawal.error} />}
      <div className="row">
        <Button weight="danger" small isDisabled={withdrawal.isPending} onPress={() => withdrawal.mutate()}>
          {t("withdraw.yes")}
        </Button>
        <Button weight="outline" small onPress={() => setAsked(false)}>
          {t("withdraw.no")}
        </Button>
      </div>
    </Notice>
    {wantsCard(withdrawal.error) && <ConfirmCard onConfirmed={() => withdrawal.mutate()} />}
    </>
  );
}
