/** The inbox of a month: whose turn it is, and until when. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { calendarDate, instant } from "../../shared/i18n/format";
import { Button } from "../../shared/ui/Button";
import { Table, Tag } from "../../shared/ui/Facts";
import { SelectInput } from "../../shared/ui/fields";
import { Page } from "../../shared/ui/Page";
import { Loading, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { CaseRow } from "../api/types";
import { StatusTag } from "./tags";

const STATUSES = ["delivered", "formal", "substantive", "returned", "approval", "decided", "withdrawn"];

export function Inbox() {
  const { t } = useTranslation("municipal");
  const [params, setParams] = useSearchParams();
  const status = params.get("status") ?? "";
  const cases = useCases(params.get("month"), status);
  const month = params.get("month") ?? cases.data?.pages[0]?.month ?? "";
  const change = (next: Record<string, string>) =>
    setParams(Object.fromEntries(Object.entries({ month, status, ...next }).filter(([, value]) => value !== "")), { replace: true });
  const statuses = STATUSES.map((value) => ({ value, label: t(`status.${value}`) }));
  return (
    <Page title={t("inbox.title")} product={t("identity:product")} lead={t("identity:recorded")} wide>
      <div className="filters">
        <MonthInput label={t("inbox.month")} value={month} onChange={(value) => change({ month: value })} />
        <SelectInput id="status" label={t("inbox.status")} value={status} placeholder={t("inbox.all")} choices={statuses} onChange={(value) => change({ status: value })} />
      </div>
      <Cases cases={cases} />
    </Page>
  );
}

/** A month's cases; without a month, this month's: which one that is, and what day it is, the town's server says. */
function useCases(month: string | null, status: string) {
  return useInfiniteQuery({
    queryKey: ["cases", month, status],
    queryFn: ({ pageParam }) => ask(api.GET("/cases", { params: { query: { month, status: status || undefined, cursor: pageParam ?? undefined } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 5_000,
    enabled: month === null || /^\d{4}-\d{2}$/.test(month),
  });
}

interface MonthInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function MonthInput({ label, value, onChange }: MonthInputProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input id={id} className="input input-short" type="month" value={value} onChange={(event) => event.target.value && onChange(event.target.value)} />
    </div>
  );
}

function Cases({ cases }: { cases: ReturnType<typeof useCases> }) {
  const { t } = useTranslation("municipal");
  if (cases.isPending) return <Loading />;
  if (cases.error) return <ProblemNotice error={cases.error} onRetry={() => void cases.refetch()} />;
  const rows = cases.data.pages.flatMap((page) => page.items);
  const today = cases.data.pages[0]?.today ?? "";
  if (rows.length === 0) return <p role="status">{t("inbox.none")}</p>;
  const head = ["receipt", "applicant", "procedure", "arrived", "status", "waiting", "due"].map((name) =>
    name === "status" ? t("inbox.status") : t(`inbox.${name}`),
  );
  return (
    <>
      <Table caption={t("inbox.title")} head={head}>
        {rows.map((row) => (
          <Row key={row.receipt} row={row} today={today} />
        ))}
      </Table>
      {cases.hasNextPage && (
        <div>
          <Button weight="outline" isDisabled={cases.isFetchingNextPage} onPress={() => void cases.fetchNextPage()}>
            {t("inbox.more")}
          </Button>
        </div>
      )}
    </>
  );
}

/** Dates as text sort as they fall. */
export function isOverdue(row: Pick<CaseRow, "status" | "clock">, today: string): boolean {
  return !["decided", "withdrawn"].includes(row.status) && row.clock.standard_due_on < today;
}

function Row({ row, today }: { row: CaseRow; today: string }) {
  const { t } = useTranslation("municipal");
  return (
    <tr>
      <td className="nowrap">
        <Link to={`/cases/${row.receipt}`}>{row.receipt}</Link>
        {row.revision > 1 && <span className="small-print"> {t("inbox.revision", { n: row.revision })}</span>}
      </td>
      <td className="nowrap">{row.applicant_name}</td>
      <td>{row.procedure.name}</td>
      <td className="nowrap">{instant(row.arrived_at)}</td>
      <td>
        <StatusTag status={row.status} />
      </td>
      <td className="nowrap">{t(`waiting.${row.waiting_for}`, row.waiting_for)}</td>
      <td className="nowrap">
        {calendarDate(row.clock.standard_due_on, false)} {isOverdue(row, today) && <Tag tone="red">{t("inbox.overdue")}</Tag>}
      </td>
    </tr>
  );
}
