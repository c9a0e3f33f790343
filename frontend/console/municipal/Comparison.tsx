/** Declared beside fetched, and where the fetched came from. */
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { isRealDate } from "../../shared/forms/dates";
import { calendarDate, instant, yen } from "../../shared/i18n/format";
import { Button } from "../../shared/ui/Button";
import { Table } from "../../shared/ui/Facts";
import type { CaseView, MatchRow } from "../api/types";
import { valueText, type Towns } from "./labels";
import { caseKey } from "./queries";
import { InquiryTag, VerdictTag } from "./tags";

/** Codes that the inquiries name. */
export function townsOf({ inquiries }: CaseView): Towns {
  return Object.fromEntries(inquiries.flatMap(({ provider }) => (provider ? [[provider.code, provider.name]] : [])));
}

function compared(value: MatchRow["declared"]): string {
  if (typeof value === "number") return yen(value);
  return value !== null && isRealDate(value) ? calendarDate(value, false) : valueText(value);
}

export function MatchTable({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  if (found.match.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("match.title")}</h2>
      <Rows caption={t("match.title")} rows={found.match} towns={townsOf(found)} />
    </section>
  );
}

/** What an approver must not overlook: where declared and fetched are not the same, or nothing was fetched. */
export function Differences({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const rows = found.match.filter(({ verdict }) => verdict === "differs" || verdict === "unknown");
  if (rows.length === 0) return <p>{t("match.same")}</p>;
  return <Rows caption={t("match.differences")} rows={rows} towns={townsOf(found)} isNamed />;
}

interface RowsProps {
  caption: string;
  rows: readonly MatchRow[];
  towns: Towns;
  isNamed?: boolean;
}

function Rows({ caption, rows, towns, isNamed = false }: RowsProps) {
  const { t } = useTranslation("municipal");
  const head = [t("match.item"), t("match.declared"), t("match.fetched"), t("match.verdict")];
  return (
    <>
      {isNamed && <h3>{caption}</h3>}
      <Table caption={caption} head={head}>
        {rows.map((row) => (
          <tr key={row.pointer} className={`verdict-${row.verdict}`}>
            <th scope="row">{row.label}</th>
            <td>{compared(row.declared)}</td>
            <td>
              {compared(row.fetched)}
              <span className="effect">{towns[row.source] ?? t(`match.sources.${row.source}`, row.source)}</span>
            </td>
            <td>
              <VerdictTag verdict={row.verdict} />
              {row.verdict !== "match" && <span className="effect">{t(`match.effects.${row.effect}`, row.effect)}</span>}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

const UNANSWERED = new Set(["planned", "accepted", "waiting"]);

export function Inquiries({ found: { receipt, inquiries } }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const isWaiting = inquiries.some(({ status }) => UNANSWERED.has(status));
  const head = ["item", "about", "provider", "status", "times"].map((name) => t(`inquiry.${name}`));
  return (
    <section className="card">
      <h2>{t("inquiry.title")}</h2>
      {inquiries.length === 0 ? (
        <p>{t("inquiry.none")}</p>
      ) : (
        <Table caption={t("inquiry.title")} head={head}>
          {inquiries.map((inquiry, at) => (
            <tr key={inquiry.processing_number ?? at}>
              <th scope="row">
                {inquiry.item.name}
                <span className="effect">
                  {t("inquiry.number")} <code>{inquiry.processing_number ?? "—"}</code>
                </span>
              </th>
              <td className="nowrap">{inquiry.about_label}</td>
              <td className="nowrap">{inquiry.provider?.name ?? "—"}</td>
              <td>
                <InquiryTag status={inquiry.status} />
                {inquiry.gate && <span className="effect">{inquiry.gate}</span>}
              </td>
              <td>
                <span className="effect nowrap">{inquiry.asked_at ? `${t("inquiry.asked")} ${instant(inquiry.asked_at)}` : "—"}</span>
                {inquiry.answered_at && (
                  <span className="effect nowrap">
                    {t("inquiry.answered")} {instant(inquiry.answered_at)}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {isWaiting && <AskAgain receipt={receipt} />}
    </section>
  );
}

/** Her own press, not a clock: every look at a case is recorded. */
function AskAgain({ receipt }: { receipt: string }) {
  const { t } = useTranslation("municipal");
  const queries = useQueryClient();
  const isFetching = useIsFetching({ queryKey: caseKey(receipt) }) > 0;
  return (
    <div>
      <Button weight="outline" small isDisabled={isFetching} onPress={() => void queries.invalidateQueries({ queryKey: caseKey(receipt) })}>
        {t("inquiry.again")}
      </Button>
    </div>
  );
}
