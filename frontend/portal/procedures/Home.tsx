/** First page: whose town, which procedure. The address holds the choice, so that it can be shared and bookmarked. */
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { read } from "../../shared/i18n/setup";
import { Button } from "../../shared/ui/Button";
import { Tag } from "../../shared/ui/Facts";
import { TextInput } from "../../shared/ui/fields";
import { Icon } from "../../shared/ui/Icon";
import { Answer, Loading, Notice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { ProcedureSummary } from "../api/types";
import { session } from "../identity/session";
import { useLeft } from "../identity/useSession";
import { PortalPage } from "../PortalPage";
import { TownName } from "./TownField";
import { TownSearch } from "./TownSearch";

const CATEGORIES = ["child-care", "nursing-care", "residence", "disaster", "pension", "town"];

export function Home() {
  const { t } = useTranslation("procedures");
  const [params, setParams] = useSearchParams();
  const town = params.get("town");
  const change = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: name !== "town" });
  };
  return (
    <PortalPage title={t("home.title")} lead={t("home.lead")} wide>
      <Farewell />
      <div className="finder">
        {town ? (
          <div className="row spread">
            <span className="row">
              <span className="finder-label">{t("town.chosen")}</span>
              <TownName code={town} />
            </span>
            <Button weight="outline" small onPress={() => change("town", null)}>
              {t("town.change")}
            </Button>
          </div>
        ) : (
          <TownSearch label={t("town.label")} help={t("town.help")} withCounts onChoose={(found) => change("town", found.code)} />
        )}
        <Keyword key={params.get("q")} q={params.get("q") ?? ""} onSearch={(q) => change("q", q)} />
        <Categories chosen={params.get("category")} onChoose={(category) => change("category", category)} />
      </div>
      {town || params.get("q") || params.get("category") ? <Results params={params} /> : <p>{t("home.chooseTown")}</p>}
    </PortalPage>
  );
}

/** Said only when it is true: the cookie is the server's to clear. */
function Farewell() {
  const { t } = useTranslation("procedures");
  const left = useLeft();
  if (left === "leaving") return <Loading label={t("home.leaving")} />;
  if (left === "left") return <Notice tone="success">{t("home.left")}</Notice>;
  if (left === "idle") return <Notice tone="info">{t("home.idle")}</Notice>;
  if (left === "unsaved") return <Notice tone="warning">{t("home.unsaved")}</Notice>;
  if (left === "no") return null;
  return (
    <Notice tone="error" urgent title={t("home.stuckTitle")}>
      <p>{t("home.stuck")}</p>
      <div>
        <Button weight="outline" small onPress={() => void session.logOut()}>
          {t("home.logOutAgain")}
        </Button>
      </div>
    </Notice>
  );
}

function Keyword({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation("procedures");
  const [typed, setTyped] = useState(q);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <form className="keyword" role="search" onSubmit={submit}>
      <TextInput type="search" label={t("keyword.label")} help={t("keyword.help")} value={typed} onChange={setTyped} />
      <Button type="submit">
        <Icon name="search" />
        {t("keyword.button")}
      </Button>
    </form>
  );
}

function Categories({ chosen, onChoose }: { chosen: string | null; onChoose: (category: string | null) => void }) {
  const { t } = useTranslation("procedures");
  return (
    <div className="chips" role="group" aria-label={t("home.event")}>
      {[null, ...CATEGORIES].map((category) => (
        <button key={category ?? "all"} type="button" className="chip" aria-pressed={chosen === category} onClick={() => onChoose(category)}>
          {t(`categories.${category ?? "all"}`)}
        </button>
      ))}
    </div>
  );
}

function Results({ params }: { params: URLSearchParams }) {
  const { t } = useTranslation("procedures");
  const query = {
    municipality: params.get("town") ?? undefined,
    q: params.get("q") ?? undefined,
    category: params.get("category") ?? undefined,
  };
  const found = useQuery({
    queryKey: ["procedures", query],
    queryFn: () => ask(api.GET("/api/procedures", { params: { query } })),
    placeholderData: (before) => before,
  });
  return (
    <Answer query={found}>
      {({ items }) => (
        <section className="stack-small" aria-labelledby="results">
          <h2 id="results" role="status">
            {t("home.results", { count: items.length })}
          </h2>
          {items.length === 0 && <p>{t("home.none")}</p>}
          <ul className="cards procedure-list">
            {onlineFirst(items).map((item) => (
              <li key={`${item.municipality.code} ${item.procedure_id}`}>
                <ProcedureCard item={item} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Answer>
  );
}

function onlineFirst(items: readonly ProcedureSummary[]): ProcedureSummary[] {
  return [...items].sort((left, right) => Number(right.online) - Number(left.online));
}

function ProcedureCard({ item }: { item: ProcedureSummary }) {
  const { t } = useTranslation("procedures");
  return (
    <article className="card link-card">
      <h3>
        <Link to={`/procedures/${item.municipality.code}/${item.procedure_id}/about`}>{read(item.name)}</Link>
      </h3>
      <p>{read(item.summary)}</p>
      <div className="row tags">
        {item.online ? <Tag tone="blue">{t("online")}</Tag> : <Tag>{t("offline")}</Tag>}
        <Tag>{item.municipality.name}</Tag>
        {item.online && item.assurance !== "none" && <Tag>{t(`assurance.${item.assurance}`)}</Tag>}
      </div>
    </article>
  );
}
