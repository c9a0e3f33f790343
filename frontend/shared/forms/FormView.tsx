/** A procedure's form, drawn from its definition. It holds nothing: answers come in, changes go out. */
import { createContext, useContext, type ComponentType, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { read } from "../i18n/setup";
import { Button } from "../ui/Button";
import { get, join, type Answers } from "./pointer";
import { QuestionField } from "./QuestionField";
import { isShown, type FormDefinition, type Question, type Section } from "./spec";

export interface SpecialProps {
  question: Question;
  at: string;
  id: string;
  value: unknown;
  error?: string;
  required?: boolean;
  isDisabled: boolean;
  onChange: (value: unknown) => void;
}

export interface FormState {
  form: FormDefinition;
  answers: Answers;
  change: (pointer: string, value: unknown) => void;
  /** Words of the findings to show, by pointer. */
  errors: ReadonlyMap<string, string>;
  required: ReadonlySet<string>;
  isEditable: (pointer: string) => boolean;
  /** Where a prefilled value came from; null when nobody filled it in. */
  badge: (pointer: string) => ReactNode;
  /** Widgets that need the application around them. */
  special: Partial<Record<"municipality" | "file", ComponentType<SpecialProps>>>;
}

const Form = createContext<FormState | null>(null);

export function useForm(): FormState {
  const state = useContext(Form);
  if (!state) throw new Error("a form field stands outside a form");
  return state;
}

/** The element that a link from the error summary leads to. */
export function fieldId(pointer: string): string {
  return `f${pointer.replace(/[^A-Za-z0-9]/g, "-")}`;
}

export function FormView(state: FormState) {
  const sections = state.form.ui.filter((section) => isShown(section.visible_when, state.answers));
  return (
    <Form.Provider value={state}>
      {sections.map((section) => (
        <SectionView key={section.section_id} section={section} />
      ))}
    </Form.Provider>
  );
}

function SectionView({ section }: { section: Section }) {
  const { answers } = useForm();
  const heading = `section-${section.section_id}`;
  return (
    <section className="form-section" aria-labelledby={heading}>
      <h2 id={heading}>{read(section.title)}</h2>
      {section.help && <p className="section-help">{read(section.help)}</p>}
      {section.questions
        .filter((question) => isShown(question.visible_when, answers))
        .map((question) =>
          question.widget === "list" ? (
            <ListField key={question.pointer} list={question} />
          ) : (
            <QuestionField key={question.pointer} question={question} at={question.pointer} />
          ),
        )}
    </section>
  );
}

function ListField({ list }: { list: Question }) {
  const { t } = useTranslation("ui");
  const { answers, change, errors, isEditable } = useForm();
  const found = get(answers, list.pointer);
  const rows: unknown[] = Array.isArray(found) ? found : [];
  const item = read(list.item_label) || read(list.label);
  const remove = (at: number) => change(list.pointer, rows.filter((_, index) => index !== at));
  return (
    <div className="list" role="group" aria-labelledby={`${fieldId(list.pointer)}-label`}>
      <h3 className="list-label" id={`${fieldId(list.pointer)}-label`}>
        {read(list.label)}
      </h3>
      {list.help && <p className="help">{read(list.help)}</p>}
      {errors.has(list.pointer) && <p className="fault">{errors.get(list.pointer)}</p>}
      {rows.length === 0 && <p className="list-empty">{t("repeat.none")}</p>}
      {rows.map((row, index) => (
        <fieldset className="list-item" key={index}>
          <legend>{t("repeat.count", { item, n: index + 1 })}</legend>
          {(list.items ?? [])
            .filter((question) => isShown(question.visible_when, row))
            .map((question) => (
              <QuestionField key={question.pointer} question={question} at={join(`${list.pointer}/${index}`, question.pointer)} />
            ))}
          {isEditable(list.pointer) && (
            <Button weight="text" small onPress={() => remove(index)}>
              {t("repeat.remove", { item, n: index + 1 })}
            </Button>
          )}
        </fieldset>
      ))}
      {isEditable(list.pointer) && (
        <Button id={fieldId(list.pointer)} weight="outline" onPress={() => change(list.pointer, [...rows, {}])}>
          {t("repeat.add", { item })}
        </Button>
      )}
    </div>
  );
}
