/** The console's frame and places; addresses live behind the # so that any folder can serve it. */
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { createHashRouter, Link, Outlet } from "react-router";
import { language, setLanguage } from "../shared/i18n/setup";
import { Button } from "../shared/ui/Button";
import { Page } from "../shared/ui/Page";
import { staff } from "./identity/staff";
import { StaffLogin } from "./identity/StaffLogin";
import { CasePage } from "./municipal/CasePage";
import { Inbox } from "./municipal/Inbox";

export const router = createHashRouter([
  {
    element: <Frame />,
    errorElement: <Crash />,
    children: [
      { path: "/", element: <Inbox /> },
      { path: "/cases/:receipt", element: <CasePage /> },
      { path: "*", element: <Missing /> },
    ],
  },
]);

function Frame() {
  const { t } = useTranslation("identity");
  const officer = useSyncExternalStore(staff.subscribe, () => staff.officer);
  return (
    <>
      <header className="console-header">
        <Link to="/" className="console-brand">
          {t("product")}
        </Link>
        {officer && <Link to="/">{t("inbox")}</Link>}
        <span className="console-tools">
          <LanguageSwitch />
          {officer && (
            <>
              <span>{officer.name}</span>
              <Button weight="outline" small onPress={staff.end}>
                {t("logout")}
              </Button>
            </>
          )}
        </span>
      </header>
      <main>{officer ? <Outlet /> : <StaffLogin />}</main>
    </>
  );
}

function LanguageSwitch() {
  const { t } = useTranslation("ui");
  const next = language() === "ja" ? "en" : "ja";
  return (
    <Button weight="text" small onPress={() => setLanguage(next)}>
      <span lang={next}>{t("switchLanguage")}</span>
    </Button>
  );
}

function Missing() {
  const { t } = useTranslation("identity");
  return (
    <Page title={t("missing")} product={t("product")}>
      <p>
        <Link to="/">{t("inbox")}</Link>
      </p>
    </Page>
  );
}

function Crash() {
  const { t } = useTranslation("identity");
  return (
    <main className="page">
      <h1>{t("crash")}</h1>
      <div>
        <Button onPress={() => window.location.reload()}>{t("reload")}</Button>
      </div>
    </main>
  );
}
