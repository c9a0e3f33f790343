/** One case of the demo family, in the middle of its examination. */

type Json = Record<string, unknown>;

export interface CaseState extends Json {
  receipt: string;
  revision: number;
  status: string;
  version: number;
  arrived_at: string;
  waiting_for: string;
  clock: { standard_due_on: string };
  applicant: Json & { name: string };
  package: { sha256: string; size: number };
  returns: Json[];
  findings: (Json & { id: string; people: number })[];
  proposed_decision: Json | null;
  proposals: Json[];
  decision: Json | null;
  history: Json[];
}

const person = (addressee_number: string, name: string, birth_date: string, relationship: string, registered_here = true) => ({
  addressee_number, name, birth_date, relationship, registered_here,
});
const row = (pointer: string, label: string, declared: unknown, fetched: unknown, source: string, verdict: string, effect = "none") => ({
  pointer, label, declared, fetched, source, verdict, effect,
});
const inquiry = (n: number, id: string, name: string, about: string, status: string) => ({
  processing_number: `P-2026-000${n}`,
  item: { id, name },
  about_label: about,
  provider: { code: "151009", name: "新潟市" },
  status,
  gate: null,
  asked_at: "2026-11-05T00:10:00Z",
  answered_at: status === "answered" ? "2026-11-05T00:10:04Z" : null,
});

export function caseView(): CaseState {
  const address = "新潟県三条市緑町九丁目99番9号";
  return {
    receipt: "K7PQ4M9RTX2WHC3N",
    revision: 1,
    status: "substantive",
    version: 4,
    arrived_at: "2026-11-04T14:59:30Z",
    waiting_for: "officer",
    clock: { standard_due_on: "2026-12-04" },
    procedure: { procedure_id: "child-allowance.claim", standard_id: "child-allowance.claim", version: 1, name: "児童手当 認定請求", kind: "application" },
    applicant: { name: "髙野　みどり", birth_date: "1984-04-12", sex: "female", address, addressee_number: "3040001", matched_by: "certificate-serial" },
    answers: {
      claimant: { name: "髙野　みどり", kana: "タカノ ミドリ", birth_date: "1984-04-12", sex: "female", address, phone: "090-0000-0000", occupation: "employee" },
      moved: { from_municipality: "151009", out_on: "2026-10-19", in_on: "2026-10-22" },
      address_on_jan1: "151009",
      spouse: { exists: true, name: "髙野　誠", kana: "タカノ マコト", birth_date: "1982-11-30", sex: "male", living: "together", income_yen: 2_400_000, address_on_jan1: "151009" },
      income_yen: 4_812_000,
      children: [
        { name: "髙野　凪", kana: "タカノ ナギ", birth_date: "2026-09-28", sex: "female", living: "together", supported: true },
        { name: "髙野　蓮", kana: "タカノ レン", birth_date: "2013-05-02", sex: "male", living: "apart", address: "新潟県新潟市中央区架空町1番1号", supported: true },
      ],
      adult_children: [{ name: "髙野　葵", birth_date: "2007-08-20", supported: true, proof: "attached" }],
      account: { bank_code: "0140", branch_code: "001", kind: "ordinary", number: "1234567", holder_kana: "タカノ ミドリ" },
    },
    attachments: [],
    package: { sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef", size: 48_213 },
    household: [
      person("3040001", "高野　みどり", "1984-04-12", "世帯主"),
      person("3040002", "高野　誠", "1982-11-30", "夫"),
      person("3040003", "高野　葵", "2007-08-20", "子"),
      person("3040004", "高野　凪", "2026-09-28", "子"),
      person("3049001", "高野　蓮", "2013-05-02", "子", false),
    ],
    household_as_of: "2026-11-05",
    findings: [
      { id: "support-proof-missing:/adult_children/0/proof", code: "support-proof-missing", message: "監護相当・生計費の負担についての確認書が添付されていません。", pointer: "/adult_children/0/proof", people: 1 },
      { id: "child-not-in-household:/children/1/name", code: "child-not-in-household", message: "児童が住民基本台帳の世帯にいません。本人であることを2名で確認してください。", pointer: "/children/1/name", people: 2 },
    ],
    match: [
      row("/claimant/name", "請求者の氏名", "髙野　みどり", "高野　みどり", "register", "variant"),
      row("/claimant/birth_date", "請求者の生年月日", "1984-04-12", "1984-04-12", "register", "match"),
      row("/claimant/address", "請求者の住所", address, address, "register", "match"),
      row("/income_yen", "請求者の所得", 4_812_000, 4_812_000, "151009", "match"),
      row("/spouse/income_yen", "配偶者の所得", 2_400_000, 2_364_000, "151009", "differs"),
      row("/children/1/address", "児童2の住所", "新潟県新潟市中央区架空町1番1号", null, "151009", "unknown", "pending"),
    ],
    inquiries: [
      inquiry(1, "local-tax.income", "地方税の所得の情報", "請求者", "answered"),
      inquiry(2, "local-tax.income", "地方税の所得の情報", "配偶者", "answered"),
      inquiry(3, "residence.registration", "住民票関係情報", "児童2", "waiting"),
    ],
    proposal: {
      rule: "R6-10",
      monthly_yen: 25_000,
      from_month: "2026-11",
      per_child: [
        { about: "/children/0", birth_date: "2026-09-28", order: 2, yen: 15_000, reason: "paid" },
        { about: "/children/1", birth_date: "2013-05-02", order: 1, yen: 10_000, reason: "paid" },
        { about: "/adult_children/0", birth_date: "2007-08-20", order: null, yen: 0, reason: "no-proof" },
      ],
      payments: [
        { month: "2026-12", amount_yen: 25_000, covers: ["2026-11"] },
        { month: "2027-02", amount_yen: 50_000, covers: ["2026-12", "2027-01"] },
      ],
      provisional: true,
    },
    returns: [],
    proposed_decision: null,
    proposals: [],
    decision: null,
    history: [
      { at: "2026-11-04T15:00:10Z", code: "delivered", by: "portal", revision: 1 },
      { at: "2026-11-05T00:10:00Z", code: "examined", by: "system", revision: 1 },
    ],
  };
}
