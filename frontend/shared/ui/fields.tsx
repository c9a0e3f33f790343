/** Labelled inputs on react-aria-components: label, hint, field and fault always belong together. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FieldError, Input, Label, Radio, RadioGroup, Text, TextArea, TextField, Checkbox } from "react-aria-components";

export interface Labelling {
  id?: string;
  label: ReactNode;
  help?: ReactNode;
  required?: boolean;
  /** undefined: neither badge is shown. */
  error?: string;
  badge?: ReactNode;
  isDisabled?: boolean;
}

export function LabelText({ label, required, badge }: Pick<Labelling, "label" | "required" | "badge">) {
  const { t } = useTranslation("ui");
  return (
    <>
      <span className="label-words">{label}</span>
      {required !== undefined && (
        <span className={required ? "mark mark-required" : "mark"}>{required ? t("required") : t("optional")}</span>
      )}
      {badge}
    </>
  );
}

export function Fault({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span className="fault" id={id}>
      {children}
    </span>
  );
}

interface TextInputProps extends Labelling {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  type?: "text" | "email" | "tel" | "password" | "search";
  inputMode?: "text" | "numeric" | "tel" | "email" | "search";
  autoComplete?: string;
  lines?: number;
  unit?: string;
  short?: boolean;
  maxLength?: number;
}

export function TextInput(props: TextInputProps) {
  const { id, value, onChange, onBlur, error, lines, unit, isDisabled } = props;
  return (
    <TextField className="field" {...{ id, value, onChange, onBlur, isDisabled }} isInvalid={Boolean(error)} isRequired={props.required ?? false} validationBehavior="aria" type={props.type ?? "text"}>
      <Label className="label">
        <LabelText {...props} />
      </Label>
      {props.help && (
        <Text slot="description" className="help">
          {props.help}
        </Text>
      )}
      <FieldError className="fault">{error}</FieldError>
      <span className={unit ? "with-unit" : undefined}>
        {lines ? (
          <TextArea className="input" rows={lines} maxLength={props.maxLength} />
        ) : (
          <Input
            className={props.short ? "input input-short" : "input"}
            inputMode={props.inputMode}
            autoComplete={props.autoComplete ?? "off"}
            maxLength={props.maxLength}
          />
        )}
        {unit && <span className="unit">{unit}</span>}
      </span>
    </TextField>
  );
}

export interface Choice {
  value: string;
  label: ReactNode;
  help?: ReactNode;
}

interface ChoiceProps extends Labelling {
  value: string | null;
  onChange: (value: string) => void;
  choices: readonly Choice[];
  row?: boolean;
}

export function RadioInput(props: ChoiceProps) {
  const { id, value, onChange, choices, error, isDisabled } = props;
  return (
    <RadioGroup className="field" {...{ id, value, onChange, isDisabled }} isInvalid={Boolean(error)} isRequired={props.required ?? false} validationBehavior="aria">
      <Label className="label">
        <LabelText {...props} />
      </Label>
      {props.help && (
        <Text slot="description" className="help">
          {props.help}
        </Text>
      )}
      <FieldError className="fault">{error}</FieldError>
      <div className={props.row ? "radios radios-row" : "radios"}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="radio">
            <span className="radio-dot" aria-hidden="true" />
            <span>
              {choice.label}
              {choice.help && <span className="choice-help">{choice.help}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

interface SelectProps extends ChoiceProps {
  placeholder?: string;
}

/** The device's own list: best on phones, and nothing to position. */
export function SelectInput(props: SelectProps) {
  const { t } = useTranslation("ui");
  const id = props.id ?? `select-${String(props.label)}`;
  const described = [props.help && `${id}-help`, props.error && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        <LabelText {...props} />
      </label>
      {props.help && (
        <span className="help" id={`${id}-help`}>
          {props.help}
        </span>
      )}
      {props.error && <Fault id={`${id}-fault`}>{props.error}</Fault>}
      <select
        id={id}
        className="input select"
        value={props.value ?? ""}
        disabled={props.isDisabled}
        aria-invalid={props.error ? true : undefined}
        aria-required={props.required || undefined}
        aria-describedby={described || undefined}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.placeholder !== undefined || props.value === null || props.value === "" ? (
          <option value="">{props.placeholder ?? t("choose")}</option>
        ) : null}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface CheckProps {
  id?: string;
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  children: ReactNode;
  isDisabled?: boolean;
}

export function CheckInput({ children, ...rest }: CheckProps) {
  return (
    <Checkbox className="check" {...rest}>
      <span className="check-box" aria-hidden="true">
        <svg viewBox="0 0 24 24" focusable="false">
          <path d="M5 12.5l4.5 4.5L19 7.5" />
        </svg>
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
