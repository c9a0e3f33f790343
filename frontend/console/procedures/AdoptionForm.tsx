/** The town adopts a standard procedure: who answers for it, and what the town adds. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { DateInput } from "../../shared/forms/DateInput";
import { read } from "../../shared/i18n/setup";
import { Button } from "../../shared/ui/Button";
import { TextInput } from "../../shared/ui/fields";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Adoption, PresetItem } from "../api/types";
import { useKept } from "../identity/kept";
import { adoptionFaults, adoptionOf, BLANK, type TypedAdoption } from "./adoption";
import { PRESETS } from "./queries";

const LINES: Partial<Record<keyof TypedAdoption, number>> = { guidance_ja: 4, guidance_en: 4, keywords: 2 };
const REQUIRED = ["office_ja", "office_en", "hours_ja", "hours_en", "phone"] as const;
const OPTIONAL = ["standard_days", "guidance_ja", "guidance_en", "keywords"] as const;

interface AdoptionFormProps {
  preset: PresetItem;
  onDone: (version: number) => void;
  onLeave: () => void;
}

export function AdoptionForm({ preset, onDone, onLeave }: AdoptionFormProps) {
  const { t } = useTranslation("procedures");
  const queries = useQueryClient();
  const [typed, setTyped, forget] = useKept<TypedAdoption>(`adoption/${preset.preset_id}`, BLANK);
  const [isAsked, setAsked] = useState(false);
  const adopt = useMutation({
    mutationFn: (body: Adoption) => ask(api.POST("/procedures/adoptions", { body })),
    onSuccess: ({ version }) => {
      forget();
      void queries.invalidateQueries({ queryKey: PRESETS });
      onDone(version);
    },
  });
  const faults = isAsked ? adoptionFaults(typed) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (adoptionFaults(typed).length === 0 && !adopt.isPending) adopt.mutate(adoptionOf(preset.preset_id, typed));
  };
  const field = (name: keyof TypedAdoption, required: boolean) => (
    <TextInput key={name} label={t(`adoption.${name}`)} help={t(`adoption.${name}_help`, "") || undefined} required={required} lines={LINES[name]} value={typed[name]} error={faults.includes(name) ? t(`need.${name}`) : undefined} onChange={(text) => setTyped({ ...typed, [name]: text })} />
  );
  return (
    <form className="stack" onSubmit={submit} noValidate aria-labelledby="adoption-title">
      <h2 id="adoption-title">{t("adoption.title", { name: read(preset.name) })}</h2>
      {preset.adopted_version !== null && <Notice tone="warning" title={t("adoption.again")} />}
      {adopt.error && <Refused error={adopt.error} />}
      {REQUIRED.map((name) => field(name, true))}
      {OPTIONAL.map((name) => field(name, false))}
      <DateInput label={t("adoption.effective_from")} help={t("adoption.effective_from_help")} required={false} value={typed.effective_from} error={faults.includes("effective_from") ? t("need.effective_from") : undefined} onChange={(date) => setTyped({ ...typed, effective_from: date ?? "" })} />
      <div className="row">
        <Button type="submit" isDisabled={adopt.isPending}>
          {t("adoption.button")}
        </Button>
        <Button weight="text" onPress={onLeave}>
          {t("adoption.leave")}
        </Button>
      </div>
    </form>
  );
}

/** Each place that the door names, with what is wrong there. */
function Refused({ error }: { error: unknown }) {
  return (
    <ProblemNotice error={error}>
      <ul>
        {asProblem(error).errors.map(({ field, message }) => (
          <li key={field + message}>
            <code>{field}</code> {message}
          </li>
        ))}
      </ul>
    </ProblemNotice>
  );
}
