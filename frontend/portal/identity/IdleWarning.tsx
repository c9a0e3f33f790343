/** Asks whether she is still there before it logs her out; what she typed is saved first. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { Notice } from "../../shared/ui/Panel";
import { IdleWatch, type Presence } from "./idle";
import { session } from "./session";
import { useSession } from "./useSession";

export function IdleWarning() {
  return useSession() === "in" ? <Watching /> : null;
}

function Watching() {
  const { t } = useTranslation("identity");
  const [presence, setPresence] = useState<Presence>("there");
  const watch = useRef<IdleWatch | null>(null);
  const stay = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const made = new IdleWatch((now) => {
      setPresence(now);
      if (now === "gone") void session.leave();
    });
    watch.current = made;
    made.start();
    return () => made.stop();
  }, []);
  useEffect(() => {
    if (presence === "warned") stay.current?.querySelector("button")?.focus();
  }, [presence]);
  if (presence !== "warned") return null;
  const minutes = Math.max(1, Math.ceil((watch.current?.secondsLeft() ?? 0) / 60));
  return (
    <div className="idle-warning" role="alertdialog" aria-label={t("idle.title")} ref={stay}>
      <Notice tone="warning" urgent title={t("idle.title")}>
        <p>{t("idle.lead", { minutes })}</p>
        <div className="row">
          <Button onPress={() => watch.current?.present()}>{t("idle.stay")}</Button>
          <Button weight="outline" onPress={() => void session.leave()}>
            {t("settings.logout")}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
