/** Pages of a person: shown when she is logged in, else the way to log in and back. */
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { Problem } from "../../shared/api/problem";
import { Loading, ProblemNotice } from "../../shared/ui/Panel";
import { session } from "./session";
import { useSession } from "./useSession";

const UNREACHABLE = new Problem("network", 0);

export function Protected() {
  const { t } = useTranslation("identity");
  const state = useSession();
  const { pathname, search } = useLocation();
  if (state === "unknown") return <Loading />;
  if (state === "unreachable") {
    return (
      <div className="page">
        <ProblemNotice title={t("login.unreachable")} error={UNREACHABLE} onRetry={() => void session.renew().catch(() => undefined)} />
      </div>
    );
  }
  if (state === "out" && session.left !== "no") return <Navigate to="/" replace />;
  if (state === "out") return <Navigate to={`/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  return <Outlet />;
}
