import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeAll, describe, expect, it } from "vitest";
import { startTexts } from "../i18n/setup";
import { requiredFields } from "./check";
import { ErrorSummary } from "./ErrorSummary";
import { FormView } from "./FormView";
import { set, type Answers } from "./pointer";
import type { FormDefinition } from "./spec";

beforeAll(() => startTexts({}));

const isApart = { properties: { living: { const: "apart" } }, required: ["living"] };
const FORM: FormDefinition = {
  schema: {
    type: "object",
    properties: {
      name: { type: "string" },
      kana: { type: "string", pattern: "^[ァ-ヶー]+$" },
      code: { type: "string", pattern: "^[0-9]{4}$", maxLength: 4 },
      income: { type: "integer" },
      born: { type: "string", format: "date" },
      agreed: { type: "boolean" },
      children: { type: "array", items: { type: "object", properties: { living: { type: "string" }, address: { type: "string" } }, required: ["living"] } },
    },
    required: ["name"],
  },
  ui: [
    {
      id: "all",
      title: { ja: "入力", en: "Entries" },
      fields: [
        { pointer: "/name", widget: "text", label: { ja: "氏名", en: "Name" } },
        { pointer: "/kana", widget: "kana", label: "カナ" },
        { pointer: "/code", widget: "text", label: "コード" },
        { pointer: "/income", widget: "money", label: "所得" },
        { pointer: "/born", widget: "date", label: "生年月日" },
        { pointer: "/agreed", widget: "radio", label: "同意", options: [{ value: true, label: "はい" }, { value: false, label: "いいえ" }] },
        {
          pointer: "/children",
          widget: "repeat",
          label: "お子さん",
          item_label: "お子さん",
          fields: [
            { pointer: "/living", widget: "radio", label: "同居・別居", options: [{ value: "together", label: "同居" }, { value: "apart", label: "別居" }] },
            { pointer: "/address", widget: "text", label: "お子さんの住所", show_if: isApart },
          ],
        },
      ],
    },
  ],
};

let latest: Answers = {};

function Filled({ initial = {}, errors = new Map<string, string>(), closed = [] as string[] }) {
  const [answers, setAnswers] = useState<Answers>(initial);
  latest = answers;
  return (
    <>
      <ErrorSummary errors={errors} attempt={errors.size} />
      <FormView
        form={FORM}
        answers={answers}
        change={(pointer, value) => setAnswers((before) => set(before, pointer, value))}
        errors={errors}
        required={requiredFields(FORM, answers)}
        isEditable={(pointer) => !closed.includes(pointer)}
        badge={() => null}
        special={{}}
      />
    </>
  );
}

describe("a form drawn from its definition", () => {
  it("keeps each answer in the shape that the schema wants", async () => {
    const user = userEvent.setup();
    render(<Filled />);

    await user.type(screen.getByRole("textbox", { name: /氏名/ }), "髙野");
    await user.type(screen.getByRole("textbox", { name: /所得/ }), "２，４００，０００");
    await user.click(screen.getByRole("radio", { name: "いいえ" }));

    expect(latest).toEqual({ name: "髙野", income: 2_400_000, agreed: false });
  });

  it("brings kana and digits to the form's own writing when the field is left", async () => {
    const user = userEvent.setup();
    render(<Filled />);

    await user.type(screen.getByRole("textbox", { name: /カナ/ }), "たかの");
    await user.type(screen.getByRole("textbox", { name: /コード/ }), "０１４０");
    await user.tab();

    expect(latest).toEqual({ kana: "タカノ", code: "0140" });
  });

  it("shows the Japanese calendar beside a date and accepts its years", async () => {
    const user = userEvent.setup();
    render(<Filled />);
    const date = screen.getByRole("group", { name: /生年月日/ });

    await user.type(within(date).getByLabelText("年"), "平成25");
    await user.type(within(date).getByLabelText("月"), "5");
    await user.type(within(date).getByLabelText("日"), "2");

    expect(latest).toEqual({ born: "2013-05-02" });
    expect(screen.getByText("和暦：平成25年5月2日")).toBeInTheDocument();
  });

  it("adds and removes rows, and asks a question only where it applies", async () => {
    const user = userEvent.setup();
    render(<Filled />);

    await user.click(screen.getByRole("button", { name: "お子さんを追加" }));
    await user.click(screen.getByRole("button", { name: "お子さんを追加" }));
    expect(screen.queryByRole("textbox", { name: /お子さんの住所/ })).toBeNull();
    await user.click(screen.getAllByRole("radio", { name: "別居" })[1]!);

    expect(screen.getAllByRole("textbox", { name: /お子さんの住所/ })).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "お子さん 1 を削除" }));
    expect(latest).toEqual({ children: [{ living: "apart" }] });
  });

  it("leads from the summary to the field, and ties the fault to it", async () => {
    const user = userEvent.setup();
    render(<Filled errors={new Map([["/name", "「氏名」を入力してください。"]])} />);

    await user.click(screen.getByRole("link", { name: "「氏名」を入力してください。" }));

    const field = screen.getByRole("textbox", { name: /氏名/ });
    expect(field).toHaveFocus();
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription("「氏名」を入力してください。");
  });

  it("closes what may not be changed", () => {
    render(<Filled initial={{ name: "髙野" }} closed={["/name"]} />);

    expect(screen.getByRole("textbox", { name: /氏名/ })).toBeDisabled();
  });
});
