/** What officers call the answers: a pointer as words, the person's number included. */
import { language } from "../../shared/i18n/setup";
import { calendarDate } from "../../shared/i18n/format";
import { isRealDate } from "../../shared/forms/dates";
import { isObject, segments } from "../../shared/forms/pointer";

const WORDS: Record<string, [ja: string, en: string]> = {
  claimant: ["請求者", "Claimant"],
  moved: ["転入", "Move"],
  spouse: ["配偶者", "Spouse"],
  children: ["児童", "Child"],
  adult_children: ["大学生年代の子", "Adult child"],
  account: ["振込口座", "Account"],
  attachments: ["添付書類", "Attachments"],
  name: ["氏名", "Name"],
  kana: ["氏名（カナ）", "Name in kana"],
  birth_date: ["生年月日", "Birth date"],
  sex: ["性別", "Sex"],
  address: ["住所", "Address"],
  phone: ["電話番号", "Telephone"],
  email: ["メールアドレス", "E-mail"],
  occupation: ["職業", "Occupation"],
  from_municipality: ["前住所の市区町村", "Former municipality"],
  out_on: ["転出予定日", "Planned move-out date"],
  in_on: ["転入日", "Move-in date"],
  address_on_jan1: ["1月1日の住所地", "Residence on 1 January"],
  exists: ["有無", "Exists"],
  living: ["同居・別居", "Living"],
  income_yen: ["所得", "Income"],
  supported: ["監護・生計", "In care"],
  proof: ["確認書", "Confirmation"],
  bank_code: ["金融機関コード", "Bank code"],
  branch_code: ["支店コード", "Branch code"],
  kind: ["種類", "Kind"],
  number: ["番号", "Number"],
  holder_kana: ["口座名義（カナ）", "Holder in kana"],
  remarks: ["備考", "Remarks"],
  "support-confirmation": ["監護相当・生計費の負担についての確認書", "Confirmation of care and living costs"],
  identity: ["本人確認書類", "Identity document"],
};

const VALUES: Record<string, [ja: string, en: string]> = {
  female: ["女", "Female"],
  male: ["男", "Male"],
  other: ["その他", "Other"],
  together: ["同居", "Together"],
  apart: ["別居", "Apart"],
  attached: ["添付", "Attached"],
  later: ["あとで提出", "Later"],
  employee: ["会社員など", "Employee"],
  "civil-servant": ["公務員", "Civil servant"],
  "self-employed": ["自営業", "Self-employed"],
  ordinary: ["普通", "Ordinary"],
  current: ["当座", "Current"],
};

function word(name: string): string {
  const found = WORDS[name];
  return found ? found[language() === "en" ? 1 : 0] : name;
}

/** "/children/0/name" as 児童1 氏名. */
export function labelOf(pointer: string): string {
  const space = language() === "en" ? " " : "";
  return segments(pointer).reduce((text, part) => (/^\d+$/.test(part) ? `${text}${space}${Number(part) + 1}` : [text, word(part)].filter(Boolean).join(" ")), "");
}

export type Towns = Readonly<Record<string, string>>;

/** `towns`: names of the municipalities that this case already names. */
export function valueText(value: unknown, towns: Towns = {}): string {
  const at = language() === "en" ? 1 : 0;
  if (value === true) return at ? "Yes" : "はい";
  if (value === false) return at ? "No" : "いいえ";
  if (typeof value === "number") return value.toLocaleString("ja-JP");
  const text = String(value ?? "—");
  if (isRealDate(text)) return calendarDate(text);
  return VALUES[text]?.[at] ?? (towns[text] ? `${towns[text]}（${text}）` : text);
}

/** Every single answer under its pointer, in the order of the form. */
export function leaves(value: unknown, pointer = ""): [pointer: string, value: unknown][] {
  if (Array.isArray(value)) return value.flatMap((item, at) => leaves(item, `${pointer}/${at}`));
  if (isObject(value)) return Object.entries(value).flatMap(([name, inside]) => leaves(inside, `${pointer}/${name}`));
  return [[pointer, value]];
}

/** The person or part an answer belongs to: "/children/0", "/account", "" for single ones. */
export function groupOf(pointer: string): string {
  const parts = segments(pointer);
  if (parts.length === 1) return "";
  return `/${parts.slice(0, /^\d+$/.test(parts[1] ?? "") ? 2 : 1).join("/")}`;
}
