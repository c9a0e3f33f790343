/** All of her applications, the ones that wait for her first. */
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { instant } from "../../shared/i18n/format";
import { read } from "../../shared/i18n/setup";
import { ButtonLink } from "../../shared/ui/Button";
import { Tag } from "../../shared/ui/Facts";
import { Answer } from "../../shared/ui/Panel";
import type { ApplicationSummary } from "../api/types";
import { PortalPage } from "../PortalPage";
import { useApplications } from "./queries";
import { StatusTag } from "./status";

export function List() {
  const { t } = useTranslation("applications");
  const applications = useApplications();
  return (
    <PortalPage title={t("list.title")}>
      <Answer query={applications}>{({ items }) => (items.length === 0 ? <Nothing /> : <Cards items={items} />)}</Answer>
    </PortalPage>
  );
}

function Nothing() {
  const { t } = useTranslation("applications");
  return (
    <div className="empty">
      <p>{t("list.none")}</p>
      <ButtonLink to="/">{t("list.find")}</ButtonLink>
    </div>
  );
}

function Cards({ items }: { items: readonly ApplicationSummary[] }) {
  const waitingFirst = [...items].sort((a, b) => Number(b.needs_action) - Number(a.needs_action) || (a.updated_at < b.updated_at ? 1 : -1));
  return (
    <ul className="cards">
      {waitingFirst.map((item) => (
        <li key={item.application_id}>
          <ApplicationCard item={item} />
        </li>
      ))}
    </ul>
  );
}

function ApplicationCard({ item }: { item: ApplicationSummary }) {
  const { t } = useTranslation("applications");
  const place = `/applications/${item.application_id}`;
  const isOpen = item.status === "draft" || item.status === "returned";
  return (
    <article className={item.needs_action ? "card card-waiting" : "card"}>
      <div className="row tags">
        <StatusTag status={item.status} />
        {item.needs_action && <Tag tone="orange">{t("list.action")}</Tag>}
      </div>
      <h2 className="card-title">
        <Link to={item.status === "draft" ? `${place}/edit` : place}>{read(item.procedure.name)}</Link>
      </h2>
      <p className="small-print">
        {item.municipality.name}
        {item.receipt && ` ／ ${t("list.receipt")} ${item.receipt}`}
        <br />
        {item.arrived_at ? `${t("list.arrived")} ${instant(item.arrived_at)}` : `${t("list.updated")} ${instant(item.updated_at)}`}
      </p>
      {isOpen && (
        <div>
          <ButtonLink small weight={item.status === "returned" ? "filled" : "outline"} to={`${place}/edit`}>
            {item.status === "returned" ? t("list.fix") : t("list.resume")}
          </ButtonLink>
        </div>
      )}
    </article>
  );
}
