/** A procedure in the order in which people ask: how much and when, what is needed, who decides. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { yen } from "../../shared/i18n/format";
import { read } from "../../shared/i18n/setup";
import { ButtonLink } from "../../shared/ui/Button";
import { Facts, Tag } from "../../shared/ui/Facts";
import { Icon } from "../../shared/ui/Icon";
import { Answer, Notice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Procedure, ProcedureDocument } from "../api/types";
import { PortalPage } from "../PortalPage";
import { EstimateBox } from "./EstimateBox";

export function useProcedure(municipality: string, procedureId: string) {
  return useQuery({
    queryKey: ["procedure", municipality, procedureId],
    queryFn: () =>
      ask(
        api.GET("/api/procedures/{municipality}/{procedure_id}", {
          params: { path: { municipality, procedure_id: procedureId } },
        }),
      ),
    enabled: municipality !== "" && procedureId !== "",
    staleTime: 5 * 60_000,
  });
}

export function ProcedurePage() {
  const { municipality = "", procedureId = "" } = useParams();
  const procedure = useProcedure(municipality, procedureId);
  return <Answer query={procedure}>{(found) => <Told procedure={found} />}</Answer>;
}

function Told({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation("procedures");
  const { municipality: town, clocks } = procedure;
  const back = (
    <Link className="back" to={`/?town=${town.code}`}>
      {t("page.back")}
    </Link>
  );
  return (
    <PortalPage title={read(procedure.name)} lead={read(procedure.summary)} above={back}>
      <div className="row tags">
        <Tag>{town.name}</Tag>
        {procedure.online ? <Tag tone="blue">{t("online")}</Tag> : <Tag>{t("offline")}</Tag>}
        {procedure.online && <Tag>{t(`assurance.${procedure.assurance}`)}</Tag>}
      </div>
      {read(clocks.deadline) && (
        <Notice tone="warning" title={`${t("page.lastDate")}：${read(clocks.deadline)}`}>
          {procedure.guidance && <p>{read(procedure.guidance)}</p>}
        </Notice>
      )}
      {procedure.benefit === "child-allowance" && <EstimateBox municipality={town.code} procedureId={procedure.procedure_id} />}
      <Start procedure={procedure} />
      <Documents documents={procedure.documents} hasCard={procedure.assurance !== "none"} />
      <About procedure={procedure} />
    </PortalPage>
  );
}

function Start({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation("procedures");
  if (!procedure.online) return <Notice tone="info">{t("page.notOnline")}</Notice>;
  return (
    <div className="start">
      <ButtonLink to={`/procedures/${procedure.municipality.code}/${procedure.procedure_id}/start`}>{t("page.start")}</ButtonLink>
      {procedure.assurance === "signature" && <p className="small-print">{t("page.startNote")}</p>}
    </div>
  );
}

function Documents({ documents, hasCard }: { documents: readonly ProcedureDocument[]; hasCard: boolean }) {
  const { t } = useTranslation("procedures");
  const needed = documents.filter((document) => !document.not_needed);
  const spared = documents.filter((document) => document.not_needed);
  return (
    <section className="stack">
      <div className="stack-small">
        <h2>{t("page.documents")}</h2>
        <ul className="documents">
          {hasCard && <DocumentRow icon="card" name={t("page.card")} why={t("page.cardWhy")} />}
          {needed.map((document) => (
            <DocumentRow
              key={document.document_id}
              icon="file"
              name={read(document.name)}
              why={read(document.why)}
              tag={<Tag tone={document.required ? "orange" : "neutral"}>{document.required ? t("page.attach") : t("page.ifApplies")}</Tag>}
            />
          ))}
        </ul>
      </div>
      {spared.length > 0 && (
        <div className="stack-small">
          <h2>{t("page.notNeeded")}</h2>
          <p>{t("page.notNeededWhy")}</p>
          <ul className="documents">
            {spared.map((document) => (
              <DocumentRow
                key={document.document_id}
                icon="check"
                name={read(document.name)}
                why={read(document.why)}
                tag={<Tag tone="green">{t("page.notNeededTag")}</Tag>}
              />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface DocumentRowProps {
  icon: "card" | "file" | "check";
  name: string;
  why: string;
  tag?: React.ReactNode;
}

function DocumentRow({ icon, name, why, tag }: DocumentRowProps) {
  return (
    <li className={icon === "check" ? "document document-spared" : "document"}>
      <Icon name={icon} />
      <div>
        <p className="row">
          <strong>{name}</strong>
          {tag}
        </p>
        <p className="help">{why}</p>
      </div>
    </li>
  );
}

function About({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation("procedures");
  const { office, clocks } = procedure;
  return (
    <section className="stack-small">
      <h2>{t("page.about")}</h2>
      <Facts
        pairs={[
          [t("page.kind"), t(`kinds.${procedure.kind}`, procedure.kind)],
          read(procedure.law) !== "" && [t("page.law"), read(procedure.law)],
          [t("page.fee"), procedure.fee_yen === 0 ? t("page.free") : yen(procedure.fee_yen)],
          clocks.standard_days !== null && [t("page.days"), t("page.daysValue", { count: clocks.standard_days })],
          [t("page.office"), read(office.name)],
          [t("page.phone"), <a href={`tel:${office.phone}`}>{office.phone}</a>],
          [t("page.hours"), read(office.hours)],
        ]}
      />
      <p>{t("page.counter")}</p>
    </section>
  );
}
