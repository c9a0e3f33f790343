/** The console's frame and places; addresses live behind the # so that any folder can serve it. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createHashRouter, Link, Outlet, useLocation, useNavigate } from "react-router";
import { language, setLanguage } from "../shared/i18n/setup";
import { Button } from "../shared/ui/Button";
import { Page } from "../shared/ui/Page";
import { Notice, ProblemNotice } from "../shared/ui/Panel";
import { api, ask } from "./api/client";
import { DeskWatch } from "./identity/DeskWatch";
import { leave } from "./identity/leaving";
import { placesOf } from "./identity/rights";
import { staff } from "./identity/staff";
import { StaffLogin } from "./identity/StaffLogin";
import { useOfficer } from "./identity/useOfficer";
import type { Officer } from "./api/types";
import { CasePage } from "./municipal/CasePage";
import { GrantsPage } from "./municipal/GrantsPage";
import { Inbox } from "./municipal/Inbox";
import { PublishingPage } from "./procedures/PublishingPage";

export const router = createHashRouter([
  {
    element: <Frame />,
    errorElement: <Crash />,
    children: [
      { path: "/", element: <Start /> },
      { path: "/cases/:receipt", element: <CasePage /> },
      { path: "/procedures", element: <PublishingPage /> },
      { path: "/grants", element: <GrantsPage /> },
      { path: "*", element: <Missing /> },
    ],
  },
]);

function Frame() {
  const { t } = useTranslation("identity");
  const officer = useOfficer();
  const [isUnheard, setUnheard] = useState(false);
  const navigate = useNavigate();
  const signOut = async () => {
    setUnheard(!(await leave()));
    await navigate("/");
  };
  return (
    <>
      <header className="console-header">
        <Link to="/" className="console-brand">
          {t("product")}
        </Link>
        {officer && <Menu officer={officer} />}
        <span className="console-tools">
          <LanguageSwitch />
          {officer && (
            <>
              <span className="console-officer">
                <span>{officer.name}</span>
                <span className="small-print">{officer.municipality.name}</span>
              </span>
              <Button weight="outline" small onPress={() => void signOut()}>
                {t("logout")}
              </Button>
            </>
          )}
        </span>
      </header>
      {officer && <DeskWatch />}
      <main>
        {!officer && isUnheard && <Notice tone="warning" urgent title={t("logoutLost")} />}
        {officer ? <Outlet /> : <StaffLogin />}
      </main>
    </>
  );
}

function Menu({ officer }: { officer: Officer }) {
  const { t } = useTranslation("identity");
  const { pathname, search } = useLocation();
  const places = placesOf(officer);
  const isWaiting = new URLSearchParams(search).get("status") === "approval";
  const here = pathname !== "/" ? pathname : isWaiting ? "/?status=approval" : places[0]?.to;
  return (
    <nav className="console-menu" aria-label={t("nav")}>
      {places.map(({ to, name }) => (
        <Link key={to} to={to} aria-current={to === here ? "page" : undefined}>
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}

/** The first place that her grants open. */
function Start() {
  const { t } = useTranslation("identity");
  const officer = useOfficer();
  const me = useMutation({ mutationFn: () => ask(api.GET("/staff/me")), onSuccess: (now) => staff.learn(now) });
  const first = officer ? placesOf(officer)[0] : undefined;
  if (first?.name === "procedures") return <PublishingPage />;
  if (first?.name === "grants") return <GrantsPage />;
  if (first) return <Inbox />;
  return (
    <Page title={t("inbox")} product={t("product")}>
      <Notice tone="info" title={t("noGrant")}>
        {me.error && <ProblemNotice error={me.error} />}
        <div>
          <Button weight="outline" small isDisabled={me.isPending} onPress={() => me.mutate()}>
            {t("askAgain")}
          </Button>
        </div>
      </Notice>
    </Page>
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
