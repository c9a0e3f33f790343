/** An administrator's page: the town's officers, and who of them may do what, in which affair and until when. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/ui/Page";
import { Answer } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import { GrantForm } from "./GrantForm";
import { GrantsTable } from "./GrantsTable";
import { OfficerForm, OfficersTable } from "./Officers";
import { GRANTS, OFFICERS } from "./queries";

export function GrantsPage() {
  const { t } = useTranslation("administration");
  const officers = useQuery({ queryKey: OFFICERS, queryFn: () => ask(api.GET("/staff/officers")) });
  const grants = useQuery({ queryKey: GRANTS, queryFn: () => ask(api.GET("/staff/grants")) });
  return (
    <Page title={t("title")} product={t("identity:product")} lead={t("lead")} wide>
      <section className="card">
        <h2>{t("grants")}</h2>
        <Answer query={grants}>{({ items }) => <GrantsTable grants={items} officers={officers.data?.items ?? []} />}</Answer>
      </section>
      <div className="case-columns">
        <section className="card">
          <h2>{t("grant.title")}</h2>
          <Answer query={officers}>{({ items }) => <GrantForm officers={items} />}</Answer>
        </section>
        <section className="card">
          <h2>{t("officers")}</h2>
          <Answer query={officers}>{({ items }) => <OfficersTable officers={items} />}</Answer>
          <h3>{t("officer.title")}</h3>
          <OfficerForm />
        </section>
      </div>
    </Page>
  );
}
