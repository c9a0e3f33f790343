/** An officer logs in. */
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { TextInput } from "../../shared/ui/fields";
import { Page } from "../../shared/ui/Page";
import { ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import { staff } from "./staff";

export function StaffLogin() {
  const { t } = useTranslation("identity");
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [isMissing, setMissing] = useState(false);
  const logIn = useMutation({
    mutationFn: () => ask(api.POST("/staff/session", { body: { username: username.trim(), password } })),
    onSuccess: (grant) => staff.begin(grant),
    onSettled: () => setPassword(""),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = username.trim() === "" || password === "";
    setMissing(isEmpty);
    if (!isEmpty) logIn.mutate();
  };
  const fault = isMissing ? t("login.missing") : undefined;
  return (
    <Page title={t("login.title")} product={t("product")} lead={t("login.lead")}>
      <form className="card login" onSubmit={submit} noValidate>
        {logIn.error && <ProblemNotice error={logIn.error} />}
        <TextInput label={t("login.username")} value={username} onChange={setUsername} autoComplete="username" error={fault} />
        <TextInput label={t("login.password")} value={password} onChange={setPassword} type="password" autoComplete="current-password" />
        <div>
          <Button type="submit" isDisabled={logIn.isPending}>
            {t("login.button")}
          </Button>
        </div>
      </form>
    </Page>
  );
}
