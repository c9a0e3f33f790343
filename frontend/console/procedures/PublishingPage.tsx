/** An author's page: standard procedures that the town adopts, its publication, and its standing rules. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { read } from "../../shared/i18n/setup";
import { Button } from "../../shared/ui/Button";
import { Table, Tag } from "../../shared/ui/Facts";
import { Page } from "../../shared/ui/Page";
import { Answer, Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { PresetItem } from "../api/types";
import { ConfirmButton } from "../municipal/ConfirmButton";
import { StandingRuleForm } from "../municipal/StandingRuleForm";
import { AdoptionForm } from "./AdoptionForm";
import { PRESETS } from "./queries";

export function PublishingPage() {
  const { t } = useTranslation("procedures");
  const presets = useQuery({ queryKey: PRESETS, queryFn: () => ask(api.GET("/presets")) });
  return (
    <Page title={t("title")} product={t("identity:product")} lead={t("lead")} wide>
      <Answer query={presets}>{({ items }) => <Presets presets={items} />}</Answer>
      <Publication />
      <section className="card">
        <h2>{t("rules")}</h2>
        <StandingRuleForm />
      </section>
    </Page>
  );
}

function Presets({ presets }: { presets: readonly PresetItem[] }) {
  const { t } = useTranslation("procedures");
  const [chosen, setChosen] = useState<PresetItem | null>(null);
  const [done, setDone] = useState<{ preset: PresetItem; version: number } | null>(null);
  const choose = (preset: PresetItem | null) => {
    setChosen(preset);
    setDone(null);
  };
  return (
    <section className="card">
      <div role="status">{done && <Notice tone="success" title={t("adopted", { name: read(done.preset.name), version: done.version })} />}</div>
      {chosen ? (
        <AdoptionForm key={chosen.preset_id} preset={chosen} onLeave={() => choose(null)} onDone={(version) => (choose(null), setDone({ preset: chosen, version }))} />
      ) : (
        <>
          <h2>{t("presets")}</h2>
          {presets.length === 0 ? <p>{t("none")}</p> : <PresetTable presets={presets} onChoose={choose} />}
        </>
      )}
    </section>
  );
}

function PresetTable({ presets, onChoose }: { presets: readonly PresetItem[]; onChoose: (preset: PresetItem) => void }) {
  const { t } = useTranslation("procedures");
  return (
    <Table caption={t("presets")} head={[t("head.name"), t("head.law"), t("head.town"), t("head.act")]}>
      {presets.map((preset) => (
        <tr key={preset.preset_id}>
          <th scope="row">
            {read(preset.name)}
            <span className="effect">
              <code>{preset.preset_id}</code>
            </span>
          </th>
          <td>{preset.law ?? "—"}</td>
          <td>{preset.adopted_version === null ? <Tag>{t("notAdopted")}</Tag> : <Tag tone="green">{t("version", { n: preset.adopted_version })}</Tag>}</td>
          <td>
            <Button weight="outline" small onPress={() => onChoose(preset)} aria-label={t("adoptOne", { act: t(preset.adopted_version === null ? "adopt" : "adoptAgain"), name: read(preset.name) })}>
              {t(preset.adopted_version === null ? "adopt" : "adoptAgain")}
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Everything adopted becomes what citizens see, at once. */
function Publication() {
  const { t } = useTranslation("procedures");
  const publish = useMutation({ mutationFn: () => ask(api.POST("/procedures/publications")) });
  return (
    <section className="card">
      <h2>{t("publication.title")}</h2>
      <p>{t("publication.lead")}</p>
      {publish.error && <ProblemNotice error={publish.error} onRetry={() => publish.mutate()} />}
      <div role="status">{publish.data && <Notice tone="success" title={t("publication.done", { n: publish.data.snapshot })} />}</div>
      <div>
        <ConfirmButton weight="outline" label={t("publication.button")} question={t("publication.question")} isPending={publish.isPending} onConfirm={() => publish.mutate()} />
      </div>
    </section>
  );
}
