/** Who looked at her data: exchanges between institutions and look-ups by officers, told apart, in plain words. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { instant } from "../../shared/i18n/format";
import { Facts, Tag } from "../../shared/ui/Facts";
import { Answer, Notice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { About, ExchangeRecord, LookUpRecord, Records as Found } from "../api/types";
import { PortalPage } from "../PortalPage";

export function Records() {
  const { t } = useTranslation("ledger");
  const records = useQuery({ queryKey: ["records"], queryFn: () => ask(api.GET("/api/records")) });
  return (
    <PortalPage title={t("title")} lead={t("lead")}>
      <Answer query={records}>{(found) => <BothKinds records={found} />}</Answer>
      <Notice tone="info">
        <p>{t("contents")}</p>
        <p>{t("question")}</p>
      </Notice>
    </PortalPage>
  );
}

function BothKinds({ records }: { records: Found }) {
  const { t } = useTranslation("ledger");
  return (
    <Tabs className="tabs">
      <TabList className="tab-list" aria-label={t("title")}>
        <Tab id="exchanges" className="tab">
          {t("exchanges")}（{records.exchanges.length}）
        </Tab>
        <Tab id="lookups" className="tab">
          {t("lookups")}（{records.lookups.length}）
        </Tab>
      </TabList>
      <TabPanel id="exchanges" className="stack">
        <p>{t("exchangesLead")}</p>
        {records.exchanges.length === 0 && <p className="empty">{t("noExchanges")}</p>}
        <ul className="cards">
          {records.exchanges.map((record) => (
            <li key={record.record_id}>
              <Exchange record={record} />
            </li>
          ))}
        </ul>
      </TabPanel>
      <TabPanel id="lookups" className="stack">
        <p>{t("lookupsLead")}</p>
        {records.lookups.length === 0 && <p className="empty">{t("noLookups")}</p>}
        <ul className="cards">
          {records.lookups.map((record) => (
            <li key={record.record_id}>
              <LookUp record={record} />
            </li>
          ))}
        </ul>
      </TabPanel>
    </Tabs>
  );
}

function Exchange({ record }: { record: ExchangeRecord }) {
  const { t } = useTranslation("ledger");
  const { person, asker, provider } = record;
  const items = record.items.map((item) => item.name).join("、");
  return (
    <article className="card record">
      <WhoseData about={person} />
      <h2 className="card-title">{t("sentence", { asker: asker.name, provider: provider.name, items })}</h2>
      <p>{record.purpose}</p>
      <Facts
        pairs={[
          [t("asked"), instant(record.at_requested)],
          [t("provided"), record.at_provided ? instant(record.at_provided) : t("waiting")],
          [t("affair"), record.affair.name],
          [t("items"), items],
          [t("basis"), record.legal_basis],
        ]}
      />
    </article>
  );
}

function WhoseData({ about }: { about: About }) {
  const { t } = useTranslation("ledger");
  const isHers = about.relation === "self";
  return (
    <div>
      <Tag tone={isHers ? "blue" : "orange"}>{isHers ? t("self") : t("child", { label: about.label })}</Tag>
    </div>
  );
}

function LookUp({ record }: { record: LookUpRecord }) {
  const { t } = useTranslation("ledger");
  const receipt = typeof record.application === "string" ? record.application : (record.application?.receipt ?? null);
  return (
    <article className="card record">
      {record.person && <WhoseData about={record.person} />}
      <h2 className="card-title">
        {record.institution.name} {record.section}
      </h2>
      <Facts
        pairs={[
          [t("at"), instant(record.at)],
          [t("purpose"), record.purpose],
          receipt !== null && [t("receipt"), receipt],
        ]}
      />
    </article>
  );
}
