/** Gives an officer a role in an affair, from a day until a day. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { DateInput } from "../../shared/forms/DateInput";
import { Button } from "../../shared/ui/Button";
import { SelectInput, TextInput } from "../../shared/ui/fields";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { asProblem } from "../../shared/api/problem";
import { api, ask } from "../api/client";
import type { GrantRequest, OfficerRow } from "../api/types";
import { remembered, useKept } from "../identity/kept";
import { useOfficer } from "../identity/useOfficer";
import { BLANK_GRANT, grantFaults, grantOf, ROLES, SECTIONS, type TypedGrant } from "./administration";
import { Commit } from "./commit";
import { GRANTS } from "./queries";
import { wordsFor } from "./useAct";

function useGrant(onDone: () => void) {
  const queries = useQueryClient();
  const commit = Commit.of(remembered, "grant");
  return useMutation({
    mutationFn: (body: GrantRequest) => ask(api.POST("/staff/grants", { params: { header: { "Idempotency-Key": commit.keyFor(body) } }, body })),
    onSuccess: () => {
      commit.done();
      onDone();
      void queries.invalidateQueries({ queryKey: GRANTS });
    },
    onError: (error) => commit.refused(asProblem(error)),
  });
}

export function GrantForm({ officers }: { officers: readonly OfficerRow[] }) {
  const { t } = useTranslation("administration");
  const self = useOfficer()?.officer;
  const [typed, setTyped] = useKept<TypedGrant>("grant", BLANK_GRANT);
  const [isAsked, setAsked] = useState(false);
  const [round, setRound] = useState(0);
  const give = useGrant(() => {
    setTyped(BLANK_GRANT);
    setAsked(false);
    setRound(round + 1);
  });
  const problem = give.error ? asProblem(give.error) : null;
  const change = (next: Partial<TypedGrant>) => setTyped({ ...typed, ...next });
  const faults = isAsked ? grantFaults(typed) : [];
  const fault = (name: keyof TypedGrant) => (faults.includes(name) ? t(`need.${name}`) : wordsFor(problem, `/${name}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (grantFaults(typed).length === 0 && !give.isPending) give.mutate(grantOf(typed));
  };
  const others = officers.filter(({ officer, disabled }) => officer !== self && !disabled).map(({ officer, name }) => ({ value: officer, label: `${name}（${officer}）` }));
  const isAdministrator = typed.role === "administrator";
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {give.error && <ProblemNotice error={give.error} />}
      <div role="status">{give.isSuccess && !isAsked && <Notice tone="success" title={t("grant.done")} />}</div>
      <SelectInput id="grant-officer" label={t("head.officer")} help={t("grant.notYou")} required value={typed.officer} choices={others} error={fault("officer")} onChange={(officer) => change({ officer })} />
      <SelectInput id="grant-role" label={t("head.role")} required value={typed.role} choices={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))} help={typed.role ? t(`roleHelp.${typed.role}`) : undefined} error={fault("role")} onChange={(role) => change({ role })} />
      {!isAdministrator && (
        <TextInput id="grant-affair" label={t("head.affair")} help={t("grant.affairHelp")} required value={typed.affair} error={fault("affair")} onChange={(affair) => change({ affair })} />
      )}
      <SelectInput id="grant-section" label={t("head.section")} required value={typed.section} choices={SECTIONS.map((value) => ({ value, label: t(`sections.${value}`) }))} error={fault("section")} onChange={(section) => change({ section })} />
      <DateInput key={`from-${round}`} id="grant-from" label={t("grant.from")} required value={typed.from} error={fault("from")} onChange={(from) => change({ from: from ?? "" })} />
      <DateInput key={`until-${round}`} id="grant-until" label={t("grant.until")} required={false} help={t("grant.untilHelp")} value={typed.until} error={fault("until")} onChange={(until) => change({ until: until ?? "" })} />
      <div>
        <Button type="submit" isDisabled={give.isPending}>
          {t("grant.button")}
        </Button>
      </div>
    </form>
  );
}
