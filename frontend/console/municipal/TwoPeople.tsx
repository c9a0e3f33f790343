/** Findings that two people must confirm, each for herself: a tick of her own for every one. */
import { useTranslation } from "react-i18next";
import { CheckInput, Fault } from "../../shared/ui/fields";
import type { Finding } from "../api/types";
import { labelOf } from "./labels";

export type Ticked = readonly string[];

export function forTwo(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ people }) => people === 2);
}

/** A finding that has gone since she ticked it is none of her confirmations. */
export function standing(findings: readonly Finding[], ticked: Ticked): string[] {
  return forTwo(findings)
    .map(({ id }) => id)
    .filter((id) => ticked.includes(id));
}

export function areAllTicked(findings: readonly Finding[], ticked: Ticked): boolean {
  return standing(findings, ticked).length === forTwo(findings).length;
}

interface TwoPeopleProps {
  findings: readonly Finding[];
  ticked: Ticked;
  onChange: (ticked: Ticked) => void;
  error: string | undefined;
}

export function TwoPeople({ findings, ticked, onChange, error }: TwoPeopleProps) {
  const { t } = useTranslation("municipal");
  const asked = forTwo(findings);
  if (asked.length === 0) return null;
  const toggle = (id: string, isOn: boolean) => onChange(isOn ? [...ticked, id] : ticked.filter((other) => other !== id));
  return (
    <fieldset className="items" aria-describedby={error ? "two-people-fault" : undefined}>
      <legend className="label">{t("two.title")}</legend>
      <p className="help">{t("two.lead")}</p>
      {error && <Fault id="two-people-fault">{error}</Fault>}
      {asked.map(({ id, pointer, message }) => (
        <CheckInput key={id} isSelected={ticked.includes(id)} onChange={(isOn) => toggle(id, isOn)}>
          {pointer && <strong>{labelOf(pointer)}：</strong>}
          {message}
        </CheckInput>
      ))}
    </fieldset>
  );
}
