/** After a return only the items that the town named can change. */
import { isWithin } from "../../shared/forms/pointer";
import type { Section } from "../../shared/forms/spec";
import type { ReturnedItem } from "../api/types";

const ATTACHMENTS = "/attachments";

type Returned = readonly ReturnedItem[] | null;

export function isPointerEditable(pointer: string, returned: Returned): boolean {
  return returned === null || returned.some((item) => isWithin(pointer, item.pointer));
}

/** Papers that the town named, and required ones that are still missing: those may always come. */
export function isSlotEditable(slot: string, returned: Returned, isOwed: boolean): boolean {
  return returned === null || isOwed || returned.some((item) => isWithin(`${ATTACHMENTS}/${slot}`, item.pointer));
}

/** The sections that hold a returned item; all of them while nothing is returned. */
export function editableFields(sections: Section[], returned: Returned): Section[] {
  if (returned === null) return sections;
  return sections
    .map((section) => ({ ...section, fields: section.fields.filter((field) => isNamed(field.pointer, returned)) }))
    .filter((section) => section.fields.length > 0);
}

function isNamed(pointer: string, returned: readonly ReturnedItem[]): boolean {
  return returned.some((item) => isWithin(item.pointer, pointer) || isWithin(pointer, item.pointer));
}
