/** How she wants to be told, and what her card said. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { calendarDate } from "../../shared/i18n/format";
import { setLanguage, type Language } from "../../shared/i18n/setup";
import { Button } from "../../shared/ui/Button";
import { Facts } from "../../shared/ui/Facts";
import { CheckInput, RadioInput, TextInput } from "../../shared/ui/fields";
import { Answer, Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Me } from "../api/types";
import { PortalPage } from "../PortalPage";
import { ConfirmCard, wantsCard } from "./ConfirmCard";
import { session } from "./session";
import { Sessions } from "./Sessions";

export function Settings() {
  const { t } = useTranslation("identity");
  const me = useQuery({ queryKey: ["me"], queryFn: () => ask(api.GET("/api/me")) });
  return (
    <PortalPage title={t("settings.title")}>
      <Answer query={me}>
        {(found) => (
          <>
            <Preferences me={found} />
            <CardFacts me={found} />
            <Sessions />
          </>
        )}
      </Answer>
      <section className="card card-soft">
        <p>{t("settings.logoutNote")}</p>
        <div>
          <Button weight="outline" onPress={() => void session.logOut()}>
            {t("settings.logout")}
          </Button>
        </div>
      </section>
    </PortalPage>
  );
}

function Preferences({ me }: { me: Me }) {
  const { t } = useTranslation("identity");
  const queries = useQueryClient();
  const [language, chooseLanguage] = useState<Language>(me.language === "en" ? "en" : "ja");
  const [email, setEmail] = useState(me.email ?? "");
  const [isElectronic, setElectronic] = useState(me.electronic_decision);
  const [emailFault, setEmailFault] = useState<string>();
  const save = useMutation({
    mutationFn: () => ask(api.PATCH("/api/me", { body: { language, email: email.trim(), electronic_decision: isElectronic } })),
    onSuccess: (saved) => {
      queries.setQueryData(["me"], saved);
      setLanguage(saved.language as Language);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isWell = email.trim() === "" || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
    setEmailFault(isWell ? undefined : t("settings.emailWrong"));
    if (isWell) save.mutate();
  };
  const languages = [
    { value: "ja", label: "日本語" },
    { value: "en", label: "English" },
  ];
  return (
    <>
    <form className="stack" onSubmit={submit} noValidate>
      <RadioInput label={t("settings.language")} value={language} onChange={(chosen) => chooseLanguage(chosen as Language)} choices={languages} row />
      <TextInput label={t("settings.email")} help={t("settings.emailHelp")} type="email" inputMode="email" autoComplete="email" value={email} onChange={setEmail} error={emailFault} />
      <div className="field">
        <CheckInput isSelected={isElectronic} onChange={setElectronic}>
          {t("settings.electronic")}
        </CheckInput>
        <span className="help">{t("settings.electronicHelp")}</span>
      </div>
      {save.error && !wantsCard(save.error) && <ProblemNotice error={save.error} onRetry={() => save.mutate()} />}
      <div className="row" role="status">
        <Button type="submit" isDisabled={save.isPending}>
          {t("settings.save")}
        </Button>
        {save.isSuccess && <Notice tone="success">{t("settings.saved")}</Notice>}
      </div>
    </form>
    {wantsCard(save.error) && <ConfirmCard onConfirmed={() => save.mutate()} />}
    </>
  );
}

function CardFacts({ me: { attributes } }: { me: Me }) {
  const { t } = useTranslation("identity");
  return (
    <section className="stack-small">
      <h2>{t("settings.card")}</h2>
      <p>{attributes ? t("settings.cardNote") : t("settings.noCard")}</p>
      {attributes && (
        <Facts
          pairs={[
            [t("settings.name"), attributes.name],
            [t("settings.birth"), calendarDate(attributes.birth_date)],
            [t("settings.sex"), t(`settings.sexes.${attributes.sex}`, attributes.sex)],
            [t("settings.address"), attributes.address],
            [t("certificate.until"), calendarDate(attributes.certificate_valid_until)],
          ]}
        />
      )}
    </section>
  );
}
