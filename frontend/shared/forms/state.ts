/** What a form's fields share while they are drawn. */
import { createContext, useContext, type ComponentType, type ReactNode } from "react";
import type { Answers } from "./pointer";
import type { Field, FormDefinition } from "./spec";

export interface SpecialProps {
  field: Field;
  at: string;
  id: string;
  value: unknown;
  error?: string;
  required?: boolean;
  badge?: ReactNode;
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
  special: Partial<Record<"municipality", ComponentType<SpecialProps>>>;
}

export const Form = createContext<FormState | null>(null);

export function useForm(): FormState {
  const state = useContext(Form);
  if (!state) throw new Error("a form field stands outside a form");
  return state;
}

/** The element that a link from the error summary leads to. */
export function fieldId(pointer: string): string {
  return `f${pointer.replace(/[^A-Za-z0-9]/g, "-")}`;
}

