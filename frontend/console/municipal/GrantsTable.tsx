/** The town's grants; a revoked one is kept, as it says who could see what. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { calendarDate, instant } from "../../shared/i18n/format";
import { Table, Tag } from "../../shared/ui/Facts";
import { CheckInput } from "../../shared/ui/fields";
import { ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { GrantRow, OfficerRow } from "../api/types";
import { useOfficer } from "../identity/useOfficer";
import { inOrder } from "./administration";
import { ConfirmButton } from "./ConfirmButton";
import { GRANTS } from "./queries";

interface GrantsTableProps {
  grants: readonly GrantRow[];
  officers: readonly OfficerRow[];
}

export function GrantsTable({ grants, officers }: GrantsTableProps) {
  const { t } = useTranslation("administration");
  const [isWhole, setWhole] = useState(false);
  const shown = inOrder(grants).filter(({ revoked_at }) => isWhole || revoked_at === null);
  const names = Object.fromEntries(officers.map(({ officer, name }) => [officer, name]));
  const head = ["officer", "role", "affair", "section", "period", "given", "state"].map((name) => t(`head.${name}`));
  return (
    <>
      {shown.length === 0 ? (
        <p>{t("noGrants")}</p>
      ) : (
        <Table caption={t("grants")} head={head}>
          {shown.map((grant) => (
            <Row key={grant.grant_id} grant={grant} name={names[grant.officer] ?? ""} />
          ))}
        </Table>
      )}
      <CheckInput isSelected={isWhole} onChange={setWhole}>
        {t("showRevoked")}
      </CheckInput>
    </>
  );
}

function Row({ grant, name }: { grant: GrantRow; name: string }) {
  const { t } = useTranslation("administration");
  return (
    <tr>
      <th scope="row">
        {name} <span className="effect">{grant.officer}</span>
      </th>
      <td className="nowrap">{t(`roles.${grant.role}`)}</td>
      <td>
        {t(`affairs.${grant.affair.replaceAll(".", "_")}`, grant.affair)}
        <span className="effect">
          <code>{grant.affair}</code>
        </span>
      </td>
      <td>{t(`sections.${grant.section}`, grant.section)}</td>
      <td>
        <span className="nowrap">{calendarDate(grant.from, false)}</span>–{" "}
        <span className="nowrap">{grant.until ? calendarDate(grant.until, false) : t("noEnd")}</span>
      </td>
      <td>
        {grant.granted_by}
        <span className="effect">{instant(grant.granted_at)}</span>
      </td>
      <td>{grant.revoked_at ? <Tag>{t("revokedAt", { at: instant(grant.revoked_at) })}</Tag> : <Revoke grant={grant} />}</td>
    </tr>
  );
}

function Revoke({ grant }: { grant: GrantRow }) {
  const { t } = useTranslation("administration");
  const queries = useQueryClient();
  const officer = useOfficer();
  const revoke = useMutation({
    mutationFn: () => ask(api.DELETE("/staff/grants/{grant_id}", { params: { path: { grant_id: grant.grant_id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: GRANTS }),
  });
  if (officer?.officer === grant.officer) return <Tag tone="blue">{t("yours")}</Tag>;
  return (
    <>
      {revoke.error && <ProblemNotice error={revoke.error} />}
      <ConfirmButton label={t("revoke")} question={t("revokeQuestion", { officer: grant.officer, role: t(`roles.${grant.role}`) })} isPending={revoke.isPending} onConfirm={() => revoke.mutate()} />
    </>
  );
}
