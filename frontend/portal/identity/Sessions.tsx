/** Where she is logged in, and ending it from here. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { instant } from "../../shared/i18n/format";
import { Button } from "../../shared/ui/Button";
import { Answer, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { SignedIn } from "../api/types";
import { ConfirmCard, wantsCard } from "./ConfirmCard";
import { session } from "./session";

type Ending = { kind: "one"; id: string } | { kind: "others" } | { kind: "everywhere" };

async function end(ending: Ending): Promise<void> {
  if (ending.kind === "one") {
    await ask(api.DELETE("/api/sessions/{session_id}", { params: { path: { session_id: ending.id } } }));
  } else if (ending.kind === "others") {
    await ask(api.DELETE("/api/sessions", { params: { query: { keep: "this" } } }));
  } else {
    await ask(api.DELETE("/api/sessions"));
    await session.logOut();
  }
}

export function Sessions() {
  const { t } = useTranslation("identity");
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: () => ask(api.GET("/api/sessions")) });
  const ending = useMutation({
    mutationFn: end,
    onSettled: (_done, fault) => {
      if (!wantsCard(fault) && session.state === "in") void queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  const again = () => {
    if (ending.variables) ending.mutate(ending.variables);
  };
  return (
    <section className="stack" aria-labelledby="sessions">
      <h2 id="sessions">{t("sessions.title")}</h2>
      <p>{t("sessions.lead")}</p>
      <Answer query={sessions}>
        {({ items }) => (
          <>
            <ul className="cards">
              {items.map((one) => (
                <Row key={one.session_id} one={one} isBusy={ending.isPending} end={ending.mutate} />
              ))}
            </ul>
            <div className="row">
              {items.length > 1 && (
                <Button weight="outline" small isDisabled={ending.isPending} onPress={() => ending.mutate({ kind: "others" })}>
                  {t("sessions.others")}
                </Button>
              )}
              <Button weight="outline" small isDisabled={ending.isPending} onPress={() => ending.mutate({ kind: "everywhere" })}>
                {t("sessions.everywhere")}
              </Button>
            </div>
          </>
        )}
      </Answer>
      {wantsCard(ending.error) && <ConfirmCard onConfirmed={again} />}
      {ending.error && !wantsCard(ending.error) && <ProblemNotice error={ending.error} onRetry={again} />}
    </section>
  );
}

interface RowProps {
  one: SignedIn;
  isBusy: boolean;
  end: (ending: Ending) => void;
}

function Row({ one, isBusy, end }: RowProps) {
  const { t } = useTranslation("identity");
  const name = t("sessions.device", { system: t(`sessions.systems.${one.system}`), browser: t(`sessions.browsers.${one.browser}`) });
  return (
    <li className="card card-soft">
      <p>
        <strong>{name}</strong> {one.this && <span className="tag tag-neutral">{t("sessions.this")}</span>}
      </p>
      <p className="small-print">{t("sessions.times", { started: instant(one.started_at), seen: instant(one.seen_at) })}</p>
      {!one.this && (
        <div>
          <Button weight="outline" small isDisabled={isBusy} onPress={() => end({ kind: "one", id: one.session_id })}>
            {t("sessions.end")}
          </Button>
        </div>
      )}
    </li>
  );
}
