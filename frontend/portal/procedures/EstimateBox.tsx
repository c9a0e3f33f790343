/** From which month, how much, and the last safe date: before anything is signed, without logging in. */
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { DateInput } from "../../shared/forms/DateInput";
import { isRealDate } from "../../shared/forms/dates";
import { calendarDate, month, weekday, yen } from "../../shared/i18n/format";
import { Button } from "../../shared/ui/Button";
import { Table } from "../../shared/ui/Facts";
import { CheckInput, RadioInput } from "../../shared/ui/fields";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Estimate, EstimateChild } from "../api/types";

type ChildRow = Omit<EstimateChild, "birth_date"> & { birth_date: string | undefined };
const NEW_CHILD: ChildRow = { birth_date: undefined, living: "together", supported_adult: false, proof: false };

export function EstimateBox({ municipality, procedureId }: { municipality: string; procedureId: string }) {
  const { t } = useTranslation("procedures");
  const [children, setChildren] = useState<ChildRow[]>([NEW_CHILD]);
  const [moved, setMoved] = useState<string | undefined>();
  const [fault, setFault] = useState(false);
  const estimate = useMutation({
    mutationFn: (body: { children: EstimateChild[]; event_date?: string }) =>
      ask(
        api.POST("/api/procedures/{municipality}/{procedure_id}/estimate", {
          params: { path: { municipality, procedure_id: procedureId } },
          body,
        }),
      ),
  });
  const change = (at: number, next: ChildRow | null) =>
    setChildren(children.flatMap((child, index) => (index !== at ? [child] : next ? [next] : [])));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const dated = children.filter((child): child is EstimateChild => child.birth_date !== undefined && isRealDate(child.birth_date));
    setFault(dated.length < children.length);
    if (dated.length === children.length) estimate.mutate({ children: dated, event_date: moved && isRealDate(moved) ? moved : undefined });
  };
  return (
    <section className="card estimate" aria-labelledby="estimate-title">
      <h2 id="estimate-title">{t("estimate.title")}</h2>
      <p className="help">{t("estimate.lead")}</p>
      <form className="stack" onSubmit={submit} noValidate>
        {children.map((child, at) => (
          <ChildFields key={at} n={at + 1} child={child} fault={fault} onChange={(next) => change(at, next)} onRemove={children.length > 1 ? () => change(at, null) : undefined} />
        ))}
        <div>
          <Button weight="outline" small onPress={() => setChildren([...children, NEW_CHILD])}>
            {t("ui:repeat.add", { item: t("estimate.child") })}
          </Button>
        </div>
        <DateInput label={t("estimate.moved")} help={t("estimate.movedHelp")} value={moved} onChange={setMoved} />
        <div>
          <Button type="submit" isDisabled={estimate.isPending}>
            {t("estimate.button")}
          </Button>
        </div>
      </form>
      {estimate.error && <ProblemNotice error={estimate.error} />}
      <div aria-live="polite">{estimate.data && <EstimateResult estimate={estimate.data} />}</div>
    </section>
  );
}

interface ChildFieldsProps {
  n: number;
  child: ChildRow;
  fault: boolean;
  onChange: (child: ChildRow) => void;
  onRemove?: () => void;
}

function ChildFields({ n, child, fault, onChange, onRemove }: ChildFieldsProps) {
  const { t } = useTranslation("procedures");
  const isMissing = fault && !(child.birth_date && isRealDate(child.birth_date));
  const isAdult = child.birth_date !== undefined && isRealDate(child.birth_date) && isOverEighteen(child.birth_date);
  const living = [
    { value: "together", label: t("estimate.together") },
    { value: "apart", label: t("estimate.apart") },
  ];
  return (
    <fieldset className="list-item">
      <legend>{t("ui:repeat.count", { item: t("estimate.child"), n })}</legend>
      <DateInput label={t("estimate.birth")} value={child.birth_date} error={isMissing ? t("estimate.needBirth") : undefined} onChange={(birth_date) => onChange({ ...child, birth_date })} />
      <RadioInput row label={t("estimate.living")} value={child.living} onChange={(value) => onChange({ ...child, living: value as ChildRow["living"] })} choices={living} />
      {isAdult && (
        <div>
          <CheckInput isSelected={child.supported_adult} onChange={(supported_adult) => onChange({ ...child, supported_adult })}>
            {t("estimate.adult")}
          </CheckInput>
          <CheckInput isSelected={child.proof} onChange={(proof) => onChange({ ...child, proof })}>
            {t("estimate.proof")}
          </CheckInput>
        </div>
      )}
      {onRemove && (
        <Button weight="text" small onPress={onRemove}>
          {t("ui:repeat.remove", { item: t("estimate.child"), n })}
        </Button>
      )}
    </fieldset>
  );
}

/** Only to show two more questions; what counts is worked out on the server. */
function isOverEighteen(birthDate: string): boolean {
  const [year = 0, monthOf = 1] = birthDate.split("-").map(Number);
  const today = new Date();
  return today.getFullYear() - year > 18 || (today.getFullYear() - year === 18 && today.getMonth() + 1 >= monthOf);
}

export function EstimateResult({ estimate }: { estimate: Estimate }) {
  const { t } = useTranslation("procedures");
  const { last_safe_date: safe, if_late: late } = estimate;
  return (
    <div className="stack result">
      <h3>{t("estimate.result")}</h3>
      <dl className="figures">
        <div>
          <dt>{t("estimate.monthly")}</dt>
          <dd>{yen(estimate.monthly_yen)}</dd>
        </div>
        <div>
          <dt>{t("estimate.from")}</dt>
          <dd>{t("estimate.fromValue", { month: month(estimate.from_month) })}</dd>
        </div>
      </dl>
      {estimate.late ? (
        <Notice tone="warning">{t("estimate.passed", { month: month(estimate.from_month) })}</Notice>
      ) : (
        <Notice tone="warning" title={<>{t("estimate.safe")}：{calendarDate(safe, false)}{weekday(safe)}</>}>
          <p>{t("estimate.late", { date: calendarDate(safe, false), month: month(late.from_month), yen: yen(late.lost_yen) })}</p>
        </Notice>
      )}
      <Table caption={t("estimate.payments")} head={[t("estimate.paymentMonth"), t("estimate.paymentYen"), t("estimate.paymentCovers")]}>
        {estimate.payments.map((payment) => (
          <tr key={payment.month}>
            <td>{month(payment.month)}</td>
            <td className="figure">{yen(payment.amount_yen)}</td>
            <td>{payment.covers.map(month).join("・")}</td>
          </tr>
        ))}
      </Table>
      <p className="small-print">{t("estimate.note")}</p>
    </div>
  );
}
