/** A town's adoption of a standard procedure as its author types it, judged before it is sent: the door proves it again. */
import { isRealDate } from "../../shared/forms/dates";
import type { Adoption } from "../api/types";

export interface TypedAdoption {
  office_ja: string;
  office_en: string;
  hours_ja: string;
  hours_en: string;
  phone: string;
  standard_days: string;
  guidance_ja: string;
  guidance_en: string;
  keywords: string;
  effective_from: string;
}

export const BLANK: TypedAdoption = {
  office_ja: "",
  office_en: "",
  hours_ja: "",
  hours_en: "",
  phone: "",
  standard_days: "",
  guidance_ja: "",
  guidance_en: "",
  keywords: "",
  effective_from: "",
};

const PHONE = /^0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}$/;
const MOST_DAYS = 366;

const plain = (text: string) => text.normalize("NFKC").trim();

/** undefined: none typed. NaN: not a number of days. */
function daysOf(typed: string): number | undefined {
  const text = plain(typed).replace(/日$/, "");
  if (text === "") return undefined;
  const days = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return days >= 1 && days <= MOST_DAYS ? days : Number.NaN;
}

export function adoptionFaults(typed: TypedAdoption): (keyof TypedAdoption)[] {
  const isEmpty = (name: keyof TypedAdoption) => typed[name].trim() === "";
  const isHalf = isEmpty("guidance_ja") !== isEmpty("guidance_en");
  const faults: Partial<Record<keyof TypedAdoption, boolean>> = {
    office_ja: isEmpty("office_ja"),
    office_en: isEmpty("office_en"),
    hours_ja: isEmpty("hours_ja"),
    hours_en: isEmpty("hours_en"),
    phone: !PHONE.test(plain(typed.phone)),
    standard_days: Number.isNaN(daysOf(typed.standard_days)),
    guidance_ja: isHalf && isEmpty("guidance_ja"),
    guidance_en: isHalf && isEmpty("guidance_en"),
    effective_from: !isEmpty("effective_from") && !isRealDate(typed.effective_from),
  };
  return (Object.keys(faults) as (keyof TypedAdoption)[]).filter((name) => faults[name]);
}

export function adoptionOf(preset_id: string, typed: TypedAdoption): Adoption {
  const both = (name: "office" | "hours" | "guidance") => ({ ja: typed[`${name}_ja`].trim(), en: typed[`${name}_en`].trim() });
  return {
    preset_id,
    office: { name: both("office"), hours: both("hours"), phone: plain(typed.phone) },
    effective_from: typed.effective_from || null,
    additions: {
      documents: [],
      sections: [],
      rules: null,
      guidance: typed.guidance_ja.trim() === "" ? null : both("guidance"),
      keywords: typed.keywords.split(/[、,\n]/).map((word) => word.trim()).filter((word) => word !== ""),
      standard_days: daysOf(typed.standard_days) ?? null,
    },
  };
}
