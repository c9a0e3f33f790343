/** Header, menu and footer around every page. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Outlet, useLocation } from "react-router";
import { language, setLanguage } from "../shared/i18n/setup";
import { Button, ButtonLink } from "../shared/ui/Button";
import { Icon } from "../shared/ui/Icon";
import { IdleWarning } from "./identity/IdleWarning";
import { session } from "./identity/session";
import { useSession } from "./identity/useSession";
import { useNotices } from "./notices/Notices";

export function Frame() {
  const { t } = useTranslation("ui");
  const { pathname } = useLocation();
  return (
    <>
      <a className="skip-link" href="#main" onClick={skip}>
        {t("skip")}
      </a>
      <Header key={pathname} />
      <IdleWarning />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
    </>
  );
}

function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function Header() {
  const { t } = useTranslation("portal");
  const state = useSession();
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="header">
      <div className="header-bar">
        <Link to="/" className="brand">
          <span className="brand-mark" aria-hidden="true">
            窓
          </span>
          <span>
            <strong>{t("product")}</strong>
            <small>{t("tagline")}</small>
          </span>
        </Link>
        <div className="header-tools">
          <LanguageSwitch />
          {state === "in" ? (
            <span className="only-wide">
              <Button weight="outline" small onPress={() => void session.logOut()}>
                {t("nav.logout")}
              </Button>
            </span>
          ) : (
            <ButtonLink to="/login" small>
              {t("nav.login")}
            </ButtonLink>
          )}
          {state === "in" && (
            <button type="button" className="menu-button" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>
              <Icon name={isOpen ? "close" : "menu"} />
              <span>{t("ui:menu")}</span>
            </button>
          )}
        </div>
      </div>
      {state === "in" && <Menu isOpen={isOpen} />}
    </header>
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

const PLACES = [
  ["/", "find", "search"],
  ["/applications", "applications", "file"],
  ["/notices", "notices", "bell"],
  ["/records", "records", "eye"],
  ["/settings", "settings", "person"],
] as const;

function Menu({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation("portal");
  const unread = useNotices().data?.unread ?? 0;
  return (
    <nav id="menu" className={isOpen ? "menu menu-open" : "menu"} aria-label={t("nav.label")}>
      <ul>
        {PLACES.map(([to, name, icon]) => (
          <li key={to}>
            <NavLink to={to} end={to === "/"}>
              <Icon name={icon} />
              <span>{t(`nav.${name}`)}</span>
              {name === "notices" && unread > 0 && (
                <span className="unread">
                  <span aria-hidden="true">{unread}</span>
                  <span className="visually-hidden">{t("notices:unreadCount", { count: unread })}</span>
                </span>
              )}
            </NavLink>
          </li>
        ))}
        <li className="only-narrow">
          <Button weight="outline" small onPress={() => void session.logOut()}>
            {t("nav.logout")}
          </Button>
        </li>
      </ul>
    </nav>
  );
}

function Footer() {
  const { t } = useTranslation("portal");
  return (
    <footer className="footer">
      <div>
        <p>{t("footer.about")}</p>
        <p>{t("footer.counter")}</p>
      </div>
    </footer>
  );
}
