/** The town's officers: who is registered, a new one with her one-time password, and one who has left. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { Button } from "../../shared/ui/Button";
import { Table, Tag } from "../../shared/ui/Facts";
import { TextInput } from "../../shared/ui/fields";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { NewOfficer, OfficerRow } from "../api/types";
import { useKept } from "../identity/kept";
import { useOfficer } from "../identity/useOfficer";
import { officerFaults, type TypedOfficer } from "./administration";
import { ConfirmButton } from "./ConfirmButton";
import { OFFICERS } from "./queries";
import { wordsFor } from "./useAct";

export function OfficersTable({ officers }: { officers: readonly OfficerRow[] }) {
  const { t } = useTranslation("administration");
  return (
    <Table caption={t("officers")} head={[t("head.officer"), t("head.state"), t("head.act")]}>
      {officers.map((row) => (
        <tr key={row.officer}>
          <th scope="row">
            {row.name} <span className="effect">{row.officer}</span>
          </th>
          <td>
            <Tag tone={row.disabled ? "neutral" : row.enrolled ? "green" : "orange"}>{t(row.disabled ? "disabled" : row.enrolled ? "enrolled" : "notEnrolled")}</Tag>
          </td>
          <td>{!row.disabled && <Disable row={row} />}</td>
        </tr>
      ))}
    </Table>
  );
}

function Disable({ row: { officer } }: { row: OfficerRow }) {
  const { t } = useTranslation("administration");
  const queries = useQueryClient();
  const self = useOfficer()?.officer;
  const disable = useMutation({
    mutationFn: () => ask(api.DELETE("/staff/officers/{officer}", { params: { path: { officer } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: OFFICERS }),
  });
  if (self === officer) return <Tag tone="blue">{t("yours")}</Tag>;
  return (
    <>
      {disable.error && <ProblemNotice error={disable.error} />}
      <ConfirmButton label={t("disable")} question={t("disableQuestion", { officer })} isPending={disable.isPending} onConfirm={() => disable.mutate()} />
    </>
  );
}

const BLANK: TypedOfficer = { officer: "", name: "" };

export function OfficerForm() {
  const { t } = useTranslation("administration");
  const queries = useQueryClient();
  const [typed, setTyped] = useKept<TypedOfficer>("officer", BLANK);
  const [isAsked, setAsked] = useState(false);
  const hire = useMutation({
    mutationFn: (body: TypedOfficer) => ask(api.POST("/staff/officers", { body })),
    onSuccess: () => {
      setTyped(BLANK);
      setAsked(false);
      void queries.invalidateQueries({ queryKey: OFFICERS });
    },
  });
  const problem = hire.error ? asProblem(hire.error) : null;
  const faults = isAsked ? officerFaults(typed) : [];
  const fault = (name: keyof TypedOfficer) => (faults.includes(name) ? t(`need.new-${name}`) : wordsFor(problem, `/${name}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (officerFaults(typed).length === 0 && !hire.isPending) hire.mutate({ officer: typed.officer.trim(), name: typed.name.trim() });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {hire.error && <ProblemNotice error={hire.error} />}
      <div role="status">{hire.data && <OnePassword made={hire.data} onClose={hire.reset} />}</div>
      <TextInput label={t("officer.id")} help={t("officer.idHelp")} required value={typed.officer} error={fault("officer")} onChange={(officer) => setTyped({ ...typed, officer })} />
      <TextInput label={t("officer.name")} required value={typed.name} error={fault("name")} onChange={(name) => setTyped({ ...typed, name })} />
      <div>
        <Button type="submit" isDisabled={hire.isPending}>
          {t("officer.button")}
        </Button>
      </div>
    </form>
  );
}

/** In this component alone, and gone when it closes: nobody can show it again. */
function OnePassword({ made, onClose }: { made: NewOfficer; onClose: () => void }) {
  const { t } = useTranslation("administration");
  return (
    <Notice tone="success" title={t("officer.done", { officer: made.officer })}>
      <p>{t("officer.once")}</p>
      <p>
        <code className="secret">{made.password}</code>
      </p>
      <div>
        <Button weight="outline" small onPress={onClose}>
          {t("officer.close")}
        </Button>
      </div>
    </Notice>
  );
}
