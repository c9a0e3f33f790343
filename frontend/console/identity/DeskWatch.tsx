/** Warns an officer before an unattended desk logs her out; any key or press tells that she is there. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { Notice } from "../../shared/ui/Panel";
import { watch, type Watch } from "./desk";
import { staff } from "./staff";

const SIGNS = ["keydown", "pointerdown", "wheel"] as const;
const TICK_MS = 1000;

export function DeskWatch() {
  const { t } = useTranslation("identity");
  const seen = useDeskWatch();
  if (seen.state !== "warned") return null;
  const isIdle = seen.why === "idle";
  return (
    <div className="desk-watch">
      <Notice tone="warning" urgent title={t(`desk.${seen.why}`)}>
        <p>{t(isIdle ? "desk.idleLead" : "desk.expiredLead")}</p>
        {isIdle && (
          <div>
            <Button small>{t("desk.stay")}</Button>
          </div>
        )}
      </Notice>
    </div>
  );
}

function useDeskWatch(): Watch {
  const lastActive = useRef(Date.now());
  const [seen, setSeen] = useState<Watch>({ state: "in" });
  useEffect(() => {
    const look = () => {
      const found = watch(Date.now(), lastActive.current, staff.endsAt);
      setSeen((before) => (found.state === before.state ? before : found));
      if (found.state === "out") staff.end(found.why);
    };
    const note = () => {
      look();
      if (staff.officer === null) return;
      lastActive.current = Date.now();
      look();
    };
    for (const sign of SIGNS) window.addEventListener(sign, note, { capture: true, passive: true });
    const timer = setInterval(look, TICK_MS);
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, note, { capture: true });
      clearInterval(timer);
    };
  }, []);
  return seen;
}
