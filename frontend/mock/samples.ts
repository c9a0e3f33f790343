/** What the other side of the journey would have done by now: amounts, notices, records, the town's acts. */

export function estimate() {
  return {
    rule: "R6-10",
    from_month: "2026-11",
    monthly_yen: 40_000,
    per_child: [],
    last_safe_date: "2026-11-04",
    late: false,
    payments: [
      { month: "2026-12", amount_yen: 40_000, covers: ["2026-11"] },
      { month: "2027-02", amount_yen: 80_000, covers: ["2026-12", "2027-01"] },
      { month: "2027-04", amount_yen: 80_000, covers: ["2027-02", "2027-03"] },
    ],
    if_late: { from_month: "2026-12", lost_yen: 40_000 },
  };
}

interface Notice {
  notice_id: string;
  kind: string;
  title: string;
  body: string;
  at: string;
  read: boolean;
  application_id: string | null;
}

const boxes = new Map<string, Notice[]>();

export function notices(account: string) {
  const items = boxes.get(account) ?? [];
  boxes.set(account, items);
  return { items, unread: items.filter((item) => !item.read).length };
}

export function tell(account: string, title: string, body: string, applicationId: string | null): void {
  const { items } = notices(account);
  const at = new Date().toISOString();
  items.unshift({ notice_id: `n${items.length}`, kind: "application", title, body, at, read: false, application_id: applicationId });
}

const SANJO = { code: "152048", name: "三条市" };
const NIIGATA = { code: "151009", name: "新潟市" };
const AFFAIR = { id: "child-allowance.claim", name: "児童手当の認定請求" };
const TAX = { id: "local-tax.income", name: "地方税の所得の情報" };
const RESIDENCE = { id: "residence.registration", name: "住民票関係情報" };
const PURPOSE = "児童手当を受け取る方を決めるため、父母の所得をくらべました。";

export function records(account: string) {
  const exchange = (n: number, item: typeof TAX, person: object, purpose: string) => ({
    record_id: `x${n}`,
    at_requested: `2026-11-05T0${n}:10:00Z`,
    at_provided: `2026-11-05T0${n}:10:04Z`,
    asker: SANJO,
    provider: NIIGATA,
    affair: AFFAIR,
    items: [item],
    legal_basis: "番号法 第19条第8号、児童手当法",
    purpose,
    person,
  });
  const own = exchange(1, TAX, { relation: "self", label: "あなた" }, PURPOSE);
  const child = exchange(2, RESIDENCE, { relation: "child", label: "蓮" }, "別居しているお子さんの住民票を確かめました。");
  const lookup = {
    record_id: "l1",
    at: "2026-11-06T01:02:00Z",
    institution: SANJO,
    section: "子育て支援課",
    purpose: "児童手当の審査",
    application: "K7PQ4M9RTX2WHC3N",
    completed: true,
    person: { relation: "self", label: "あなた" },
  };
  return account === "acct-midori" ? { exchanges: [own, child], lookups: [lookup] } : { exchanges: [own], lookups: [] };
}

export const RETURNED = {
  items: [
    {
      pointer: "/adult_children/0/proof",
      label: "監護相当・生計費の負担についての確認書（葵さん）",
      reason: "確認書が添付されていません。葵さんを人数に数えるために必要です。",
    },
  ],
  message: "確認書を添付して、もう一度提出してください。",
};

export const DECISION = {
  outcome: "granted",
  reason: "児童手当法第4条に定める支給要件に該当するため。葵さんを第1子として数え、蓮さん 10,000円、凪さん 30,000円とします。",
  monthly_yen: 40_000,
  from_month: "2026-11",
  decided_on: "2026-11-12",
  document_number: "子支第2026-000001号",
  remedies:
    "この決定に不服があるときは、決定があったことを知った日の翌日から3か月以内に、三条市長に対して審査請求をすることができます。",
};
