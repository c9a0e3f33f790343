/** What came with the application: the applicant, her answers, her household in the register, the sealed package. */
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { calendarDate, fileSize } from "../../shared/i18n/format";
import { Button } from "../../shared/ui/Button";
import { Facts, Table, Tag } from "../../shared/ui/Facts";
import { ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { CaseView } from "../api/types";
import { townsOf } from "./Comparison";
import { groupOf, labelOf, leaves, valueText } from "./labels";

export function Applicant({ found: { applicant } }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const matched = applicant.matched_by ?? "none";
  return (
    <section className="card">
      <h2>{t("case.applicant")}</h2>
      <Facts
        pairs={[
          [t("case.name"), <strong>{applicant.name}</strong>],
          [t("case.birth"), calendarDate(applicant.birth_date)],
          [t("case.sex"), valueText(applicant.sex)],
          [t("case.address"), applicant.address],
          [t("case.number"), applicant.addressee_number ?? "—"],
          [t("case.matchedBy"), t(`case.matched.${matched}`, matched)],
        ]}
      />
    </section>
  );
}

export function Household({ found: { household, household_as_of } }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  if (household.length === 0) return null;
  const head = [t("case.number"), t("case.name"), t("case.birth"), t("case.relationship"), t("case.registered")];
  return (
    <section className="card">
      <div className="row spread">
        <h2>{t("case.household")}</h2>
        {household_as_of && <span className="small-print">{t("case.asOf", { date: calendarDate(household_as_of, false) })}</span>}
      </div>
      <Table caption={t("case.household")} head={head}>
        {household.map((member) => (
          <tr key={member.addressee_number}>
            <td>{member.addressee_number}</td>
            <td className="nowrap">{member.name}</td>
            <td className="nowrap">{calendarDate(member.birth_date, false)}</td>
            <td className="nowrap">{member.relationship}</td>
            <td>
              <Tag tone={member.registered_here ? "neutral" : "orange"}>{member.registered_here ? t("case.here") : t("case.elsewhere")}</Tag>
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

export function AnswersOf({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const answers = leaves(found.answers);
  const groups = [...new Set(answers.map(([pointer]) => groupOf(pointer)))];
  return (
    <section className="card">
      <h2>{t("case.answers")}</h2>
      {groups.map((group) => (
        <div key={group} className="answer-group">
          {group !== "" && <h3>{labelOf(group)}</h3>}
          <Facts
            pairs={answers
              .filter(([pointer]) => groupOf(pointer) === group)
              .map(([pointer, value]) => [labelOf(pointer.slice(group.length)), valueText(value, townsOf(found))])}
          />
        </div>
      ))}
    </section>
  );
}

export function Package({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const params = { path: { receipt: found.receipt } };
  const link = useMutation({ mutationFn: () => ask(api.POST("/cases/{receipt}/package-link", { params })) });
  return (
    <section className="card">
      <h2>{t("case.package")}</h2>
      {found.attachments.length === 0 && <p>{t("case.noAttachments")}</p>}
      <ul className="file-list">
        {found.attachments.map((file) => (
          <li key={file.slot + file.name}>
            <span>
              {labelOf(`/${file.slot}`)}：{file.name}
            </span>
            {file.size != null && <span className="small-print">{fileSize(file.size)}</span>}
          </li>
        ))}
      </ul>
      <p className="small-print">
        {t("case.downloadLead")}
        <br />
        SHA-256 <code>{found.package.sha256}</code>（{fileSize(found.package.size)}）
      </p>
      {link.error && <ProblemNotice error={link.error} onRetry={() => link.mutate()} />}
      <div className="row" role="status">
        <Button weight="outline" small isDisabled={link.isPending} onPress={() => link.mutate()}>
          {t("case.download")}
        </Button>
        {link.data && (
          <a href={link.data.url} download rel="noreferrer">
            {t("case.link", { seconds: link.data.expires_in })}
          </a>
        )}
      </div>
    </section>
  );
}
