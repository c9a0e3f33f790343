/** The portal's places. */
import { useTranslation } from "react-i18next";
import { createBrowserRouter } from "react-router";
import { Button, ButtonLink } from "../shared/ui/Button";
import { Detail } from "./applications/Detail";
import { Edit } from "./applications/Edit";
import { List } from "./applications/List";
import { ReceiptPage } from "./applications/ReceiptPage";
import { Review } from "./applications/Review";
import { Start } from "./applications/Start";
import { Frame } from "./Frame";
import { Login } from "./identity/Login";
import { Protected } from "./identity/Protected";
import { Settings } from "./identity/Settings";
import { Records } from "./ledger/Records";
import { Notices } from "./notices/Notices";
import { PortalPage } from "./PortalPage";
import { Home } from "./procedures/Home";
import { ProcedurePage } from "./procedures/ProcedurePage";

export const router = createBrowserRouter([
  {
    element: <Frame />,
    errorElement: <Crash />,
    children: [
      { path: "/", element: <Home /> },
      { path: "/login", element: <Login /> },
      { path: "/procedures/:municipality/:procedureId/about", element: <ProcedurePage /> },
      {
        element: <Protected />,
        children: [
          { path: "/procedures/:municipality/:procedureId/start", element: <Start /> },
          { path: "/applications", element: <List /> },
          { path: "/applications/:id", element: <Detail /> },
          { path: "/applications/:id/edit", element: <Edit /> },
          { path: "/applications/:id/review", element: <Review /> },
          { path: "/applications/:id/receipt", element: <ReceiptPage /> },
          { path: "/notices", element: <Notices /> },
          { path: "/records", element: <Records /> },
          { path: "/settings", element: <Settings /> },
        ],
      },
      { path: "*", element: <Missing /> },
    ],
  },
]);

function Missing() {
  const { t } = useTranslation("portal");
  return (
    <PortalPage title={t("missing.title")} lead={t("missing.lead")}>
      <div>
        <ButtonLink to="/">{t("missing.home")}</ButtonLink>
      </div>
    </PortalPage>
  );
}

function Crash() {
  const { t } = useTranslation("portal");
  return (
    <main className="page">
      <h1>{t("crash.title")}</h1>
      <p>{t("crash.lead")}</p>
      <div>
        <Button onPress={() => window.location.reload()}>{t("crash.reload")}</Button>
      </div>
    </main>
  );
}
