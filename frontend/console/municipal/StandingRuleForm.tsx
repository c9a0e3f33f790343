/** An author publishes the standing rule (自動照会) of an affair: what is asked of other institutions without an officer's press. */
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { DateInput } from "../../shared/forms/DateInput";
import { isRealDate } from "../../shared/forms/dates";
import { Button } from "../../shared/ui/Button";
import { CheckInput, Fault, TextInput } from "../../shared/ui/fields";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { RuleRequest } from "../api/types";
import { remembered, useKept } from "../identity/kept";
import { Commit } from "./commit";
import { wordsFor } from "./useAct";

/** What the linkage can be asked today. */
export const ITEMS = ["local-tax.income", "residence.registration"] as const;
const AFFAIR = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

export interface TypedRule {
  affair: string;
  items: readonly string[];
  effective_from: string;
  enabled: boolean;
}

const BLANK: TypedRule = { affair: "", items: [], effective_from: "", enabled: true };

export function ruleFaults({ affair, items, effective_from, enabled }: TypedRule): (keyof TypedRule)[] {
  const faults: Partial<Record<keyof TypedRule, boolean>> = {
    affair: !AFFAIR.test(affair.trim()),
    items: enabled && items.length === 0,
    effective_from: effective_from !== "" && !isRealDate(effective_from),
  };
  return (Object.keys(faults) as (keyof TypedRule)[]).filter((name) => faults[name]);
}

export function ruleOf({ affair, items, effective_from, enabled }: TypedRule): RuleRequest {
  return { affair: affair.trim(), items: ITEMS.filter((item) => items.includes(item)), effective_from: effective_from || null, enabled };
}

export function StandingRuleForm() {
  const { t } = useTranslation("procedures");
  const [typed, setTyped, forget] = useKept<TypedRule>("rule", BLANK);
  const [isAsked, setAsked] = useState(false);
  const commit = Commit.of(remembered, "rule");
  const publish = useMutation({
    mutationFn: (body: RuleRequest) => ask(api.POST("/standing-rules", { params: { header: { "Idempotency-Key": commit.keyFor(body) } }, body })),
    onSuccess: () => (commit.done(), forget()),
    onError: (error) => commit.refused(asProblem(error)),
  });
  const problem = publish.error ? asProblem(publish.error) : null;
  const faults = isAsked ? ruleFaults(typed) : [];
  const fault = (name: keyof TypedRule) => (faults.includes(name) ? t(`rule.need.${name}`) : wordsFor(problem, `/${name}`));
  const change = (next: Partial<TypedRule>) => setTyped({ ...typed, ...next });
  const toggle = (item: string, isOn: boolean) => change({ items: isOn ? [...typed.items, item] : typed.items.filter((other) => other !== item) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (ruleFaults(typed).length === 0 && !publish.isPending) publish.mutate(ruleOf(typed));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("rule.lead")}</p>
      {publish.error && <ProblemNotice error={publish.error} />}
      <div role="status">{publish.data && <Notice tone="success" title={t("rule.done", publish.data)} />}</div>
      <TextInput label={t("rule.affair")} help={t("rule.affairHelp")} required value={typed.affair} error={fault("affair")} onChange={(affair) => change({ affair })} />
      <fieldset className="items" aria-describedby={fault("items") ? "rule-items-fault" : undefined}>
        <legend className="label">{t("rule.items")}</legend>
        {fault("items") && <Fault id="rule-items-fault">{fault("items")}</Fault>}
        {ITEMS.map((item) => (
          <CheckInput key={item} isSelected={typed.items.includes(item)} onChange={(isOn) => toggle(item, isOn)}>
            {t(`rule.names.${item.replaceAll(".", "_")}`)}
          </CheckInput>
        ))}
      </fieldset>
      <DateInput label={t("rule.effective_from")} help={t("rule.fromHelp")} required={false} value={typed.effective_from} error={fault("effective_from")} onChange={(date) => change({ effective_from: date ?? "" })} />
      <CheckInput isSelected={typed.enabled} onChange={(enabled) => change({ enabled })}>
        {t("rule.enabled")}
      </CheckInput>
      <div>
        <Button type="submit" isDisabled={publish.isPending}>
          {t("rule.button")}
        </Button>
      </div>
    </form>
  );
}
