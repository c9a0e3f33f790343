/** A procedure's form, drawn from its definition. It holds nothing: answers come in, changes go out. */
import { useTranslation } from "react-i18next";
import { read } from "../i18n/setup";
import { Button } from "../ui/Button";
import { get, join } from "./pointer";
import { FieldView } from "./FieldView";
import { isShown, type Field, type Section } from "./spec";
import { fieldId, Form, useForm, type FormState } from "./state";

export function FormView(state: FormState) {
  const sections = state.form.ui.filter((section) => isShown(section.show_if, state.answers));
  return (
    <Form.Provider value={state}>
      {sections.map((section) => (
        <SectionView key={section.id} section={section} />
      ))}
    </Form.Provider>
  );
}

function SectionView({ section }: { section: Section }) {
  const { answers } = useForm();
  const heading = `section-${section.id}`;
  return (
    <section className="form-section" aria-labelledby={heading}>
      <h2 id={heading}>{read(section.title)}</h2>
      {section.intro && <p className="section-help">{read(section.intro)}</p>}
      {section.fields
        .filter((field) => isShown(field.show_if, answers))
        .map((field) =>
          field.widget === "repeat" ? (
            <RepeatField key={field.pointer} repeat={field} isAlone={section.fields.length === 1} />
          ) : (
            <FieldView key={field.pointer} field={field} at={field.pointer} />
          ),
        )}
    </section>
  );
}

/** `isAlone`: the section's own heading already names it. */
function RepeatField({ repeat, isAlone }: { repeat: Field; isAlone: boolean }) {
  const { t } = useTranslation("ui");
  const { answers, change, errors, isEditable } = useForm();
  const found = get(answers, repeat.pointer);
  const rows: unknown[] = Array.isArray(found) ? found : [];
  const item = read(repeat.item_label) || read(repeat.label);
  const remove = (at: number) => change(repeat.pointer, rows.filter((_, index) => index !== at));
  return (
    <div className="list" role="group" aria-labelledby={`${fieldId(repeat.pointer)}-label`}>
      <h3 className={isAlone ? "visually-hidden" : "list-label"} id={`${fieldId(repeat.pointer)}-label`}>
        {read(repeat.label)}
      </h3>
      {repeat.help && <p className="help">{read(repeat.help)}</p>}
      {errors.has(repeat.pointer) && <p className="fault">{errors.get(repeat.pointer)}</p>}
      {rows.length === 0 && <p className="list-empty">{t("repeat.none")}</p>}
      {rows.map((row, index) => (
        <fieldset className="list-item" key={index}>
          <legend>{t("repeat.count", { item, n: index + 1 })}</legend>
          {(repeat.fields ?? [])
            .filter((field) => isShown(field.show_if, row))
            .map((field) => (
              <FieldView key={field.pointer} field={field} at={join(`${repeat.pointer}/${index}`, field.pointer)} />
            ))}
          {isEditable(repeat.pointer) && (
            <Button weight="text" small onPress={() => remove(index)}>
              {t("repeat.remove", { item, n: index + 1 })}
            </Button>
          )}
        </fieldset>
      ))}
      {isEditable(repeat.pointer) && (
        <Button id={fieldId(repeat.pointer)} weight="outline" onPress={() => change(repeat.pointer, [...rows, {}])}>
          {t("repeat.add", { item })}
        </Button>
      )}
    </div>
  );
}
