/** Log in with the card: the door gives a nonce, the card answers for it. */
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { Notice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import { PortalPage } from "../PortalPage";
import { fromBase64, toBase64 } from "./bytes";
import { useCardDesk } from "./card";
import { PinForm } from "./PinForm";
import { session } from "./session";
import { useSession } from "./useSession";

/** Only places inside the portal: an address from outside is not followed. */
export function placeAfter(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/applications";
}

export function Login() {
  const { t } = useTranslation("identity");
  const desk = useCardDesk();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const next = placeAfter(params.get("next"));
  const state = useSession();

  const logIn = async (pin: string) => {
    const reader = await desk.reader();
    const certificate = await reader.readAuthenticationCertificate(pin);
    const { login, nonce } = await ask(api.POST("/api/login", { body: { certificate } }));
    const signature = toBase64(await reader.signAuthentication(pin, fromBase64(nonce)));
    const grant = await ask(api.POST("/api/login/answer", { body: { login, signature } }));
    session.begin(grant, grant.account_id);
    void navigate(next, { replace: true });
  };
  if (state === "in") return <Navigate to={next} replace />;
  return (
    <PortalPage title={t("login.title")} lead={t("login.lead")}>
      <PinForm purpose="authentication" button={t("login.button")} working={t("login.working")} act={logIn} />
      <Notice tone="info">
        <p>{t("login.privacy")}</p>
      </Notice>
    </PortalPage>
  );
}
