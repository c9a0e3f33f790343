/** What is wrong with the answers: the browser's own findings at once, the server's after each save. */
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FieldError } from "../../shared/api/problem";
import { checkForm, requiredFields } from "../../shared/forms/check";
import { spoken } from "../../shared/forms/messages";
import { answersPointer, get, isSame, type Answers } from "../../shared/forms/pointer";
import { placedFields, type FormDefinition } from "../../shared/forms/spec";
import type { Draft } from "./draft";

export interface Findings {
  words: ReadonlyMap<string, string>;
  required: ReadonlySet<string>;
  /** Of this very moment, after a save. */
  now(): ReadonlyMap<string, string>;
}

/** `told` came with a refusal of an earlier step and counts until its field changes. */
export function useFindings(form: FormDefinition, draft: Draft, told: readonly FieldError[]): Findings {
  const { i18n } = useTranslation();
  const answers = useDeferredValue(draft.answers);
  const { findings } = draft.view;
  const words = useMemo(
    () => speak(form, answers, draft, told),
    // The language is a part of the words.
    [form, answers, findings, draft.problem, told, i18n.language],
  );
  const required = useMemo(() => requiredFields(form, answers), [form, answers]);
  return { words, required, now: () => speak(form, draft.answers, draft, told) };
}

function speak(form: FormDefinition, answers: Answers, draft: Draft, told: readonly FieldError[]): Map<string, string> {
  const fields = placedFields(form.ui, answers);
  const fromServer = [...(draft.view.findings ?? []), ...(draft.problem?.errors ?? [])];
  const current = fromServer.filter(({ field }) => isUnchanged(field, answers, draft));
  const stillTold = told.filter(({ field }) => isUnchanged(field, answers, draft) && !draft.view.findings);
  const own = spoken(checkForm(form, answers), fields);
  const others = spoken([...current, ...stillTold], fields);
  return inFormOrder(new Map([...others, ...own]), fields.map((field) => field.at));
}

function isUnchanged(field: string, answers: Answers, draft: Draft): boolean {
  const pointer = answersPointer(field);
  return pointer === "" || isSame(get(answers, pointer), get(draft.view.answers, pointer));
}

function inFormOrder(words: Map<string, string>, order: readonly string[]): Map<string, string> {
  const place = (pointer: string) => {
    const at = order.indexOf(pointer);
    return at === -1 ? order.length : at;
  };
  return new Map([...words].sort(([left], [right]) => place(left) - place(right)));
}
