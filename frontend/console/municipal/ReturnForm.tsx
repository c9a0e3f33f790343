/** Return for correction (補正): exactly these items reopen, each with its reason. */
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { CheckInput, TextInput } from "../../shared/ui/fields";
import { api, ask } from "../api/client";
import type { CaseView, ReturnRequest } from "../api/types";
import { useKept } from "../identity/kept";
import { ActProblem } from "./ActProblem";
import { labelOf, leaves } from "./labels";
import { useAct, wordsFor } from "./useAct";

type Chosen = ReadonlyMap<string, string>;

export function ReturnForm({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const [chosen, setChosen, unchoose] = useKept<Chosen>(`return/${found.receipt}`, new Map());
  const [message, setMessage, unsay] = useKept(`return-message/${found.receipt}`, "");
  const [isAsked, setAsked] = useState(false);
  const send = (body: ReturnRequest, key: string) => {
    const header = { "If-Match": String(found.version), "Idempotency-Key": key };
    return ask(api.POST("/cases/{receipt}/return", { params: { path: { receipt: found.receipt }, header }, body }));
  };
  const act = useAct(found.receipt, "return", send, () => (unchoose(), unsay()));
  const items = [...chosen].map(([pointer, reason]) => ({ pointer, reason }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const isComplete = items.length > 0 && items.every(({ reason }) => reason.trim() !== "");
    if (isComplete && !act.isPending) act.mutate({ items, message });
  };
  const faultOf = (pointer: string, reason: string) => {
    const told = wordsFor(act.problem, `/items/${items.findIndex((item) => item.pointer === pointer)}/reason`);
    return isAsked && reason.trim() === "" ? t("return.needReason") : told;
  };
  const suggested = found.findings.filter(({ pointer }) => pointer !== null).map(({ pointer, message: why }) => [pointer!, why] as const);
  const others = leaves(found.answers).filter(([pointer]) => !suggested.some(([known]) => known === pointer));
  const row = (pointer: string, why: string) => (
    <Item key={pointer} {...{ pointer, why, chosen, setChosen }} fault={faultOf(pointer, chosen.get(pointer) ?? "")} />
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("return.lead")}</p>
      <ActProblem problem={act.problem} hasMoved={act.hasMoved} />
      {isAsked && items.length === 0 && (
        <p className="fault" role="alert">
          {t("return.chooseOne")}
        </p>
      )}
      <fieldset className="items">
        <legend className="label">{t("return.suggested")}</legend>
        {suggested.map(([pointer, why]) => row(pointer, why))}
      </fieldset>
      <details>
        <summary>{t("return.others")}</summary>
        <div className="items">{others.map(([pointer]) => row(pointer, ""))}</div>
      </details>
      <TextInput label={t("return.message")} lines={3} value={message} onChange={setMessage} required={false} />
      <div>
        <Button type="submit" isDisabled={act.isPending}>
          {t("return.button")}
        </Button>
      </div>
    </form>
  );
}

interface ItemProps {
  pointer: string;
  /** The finding's words, as a first reason. */
  why: string;
  chosen: Chosen;
  setChosen: (chosen: Chosen) => void;
  fault: string | undefined;
}

function Item({ pointer, why, chosen, setChosen, fault }: ItemProps) {
  const { t } = useTranslation("municipal");
  const reason = chosen.get(pointer);
  const toggle = (isOn: boolean) => {
    const next = new Map(chosen);
    if (isOn) next.set(pointer, why);
    else next.delete(pointer);
    setChosen(next);
  };
  return (
    <div className="item">
      <CheckInput isSelected={reason !== undefined} onChange={toggle}>
        {labelOf(pointer)}
      </CheckInput>
      {reason !== undefined && (
        <TextInput
          label={`${t("return.reason")}：${labelOf(pointer)}`}
          lines={2}
          value={reason}
          error={fault}
          onChange={(text) => setChosen(new Map(chosen).set(pointer, text))}
        />
      )}
    </div>
  );
}
