/** An officer logs in, step by step: password, the first time a new one and an authenticator, then its code. */
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { asProblem } from "../../shared/api/problem";
import { Page } from "../../shared/ui/Page";
import { Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Step } from "../api/types";
import { CodeForm, EnrolForm, NewPasswordForm, PasswordForm } from "./LoginForms";
import { staff } from "./staff";

type Wanted = Exclude<Step, { state: "in" }>;

/** What the officer adds to the step that the door asked for. */
interface Reply {
  code?: string;
  password?: string;
}

export function StaffLogin() {
  const { t } = useTranslation("identity");
  const navigate = useNavigate();
  const [username, setUsername] = useState("");
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const advance = useMutation({
    mutationFn: (asked: { username: string; wanted: Wanted | null } & Reply) => ask(stepOf(asked)),
    onSuccess: (next) => {
      if (next.state !== "in") setWanted(next);
      else if (staff.begin(next)) void navigate("/");
    },
    onError: (error) => {
      if (asProblem(error).kind === "login-expired") setWanted(null);
    },
  });
  const send = (reply: Reply, name = username) => {
    setUsername(name);
    advance.mutate({ username: name, wanted, ...reply });
  };
  const isBusy = advance.isPending;
  const forms: Record<Wanted["state"], ReactNode> = {
    totp: <CodeForm key="totp" isBusy={isBusy} onCode={(code) => send({ code })} />,
    enrol: wanted?.state === "enrol" && <EnrolForm key={wanted.secret} asked={wanted} isBusy={isBusy} onCode={(code) => send({ code })} />,
    "new-password": <NewPasswordForm isBusy={isBusy} onPassword={(password) => send({ password })} />,
  };
  const state = wanted?.state ?? "password";
  return (
    <Page title={t(`login.${state}.title`)} product={t("product")} lead={t(`login.${state}.lead`)} step={state}>
      <div className="card login">
        {staff.ending && state === "password" && !advance.error && <Ended why={staff.ending} />}
        {advance.error && <ProblemNotice error={advance.error} />}
        {wanted ? forms[wanted.state] : <PasswordForm first={username} isBusy={isBusy} onSend={(name, password) => send({ password }, name)} />}
      </div>
    </Page>
  );
}

function stepOf({ username, wanted, code, password }: { username: string; wanted: Wanted | null } & Reply) {
  if (wanted === null) return api.POST("/staff/session", { body: { username, password: password ?? "" } });
  return api.POST("/staff/session/answer", { body: { username, session: wanted.session, kind: wanted.state, code, password } });
}

function Ended({ why }: { why: NonNullable<typeof staff.ending> }) {
  const { t } = useTranslation("identity");
  return (
    <Notice tone={why === "left" ? "success" : "info"} urgent title={t(`ended.${why}`)}>
      {why !== "left" && <p>{t("ended.kept")}</p>}
    </Notice>
  );
}
