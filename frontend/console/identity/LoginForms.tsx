/** The forms of an officer's log-in, one for each step. */
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/Button";
import { TextInput } from "../../shared/ui/fields";
import { digitsOf, grouped, weakness } from "./credentials";
import { Qr } from "./Qr";

interface StepFormProps {
  button: string;
  isBusy: boolean;
  onSubmit: () => void;
  children: ReactNode;
}

function StepForm({ button, isBusy, onSubmit, children }: StepFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onSubmit();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {children}
      <div>
        <Button type="submit" isDisabled={isBusy}>
          {button}
        </Button>
      </div>
    </form>
  );
}

interface PasswordFormProps {
  first: string;
  isBusy: boolean;
  onSend: (username: string, password: string) => void;
}

export function PasswordForm({ first, isBusy, onSend }: PasswordFormProps) {
  const { t } = useTranslation("identity");
  const [username, setUsername] = useState(first);
  const [password, setPassword] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = () => {
    const isEmpty = username.trim() === "" || password === "";
    setMissing(isEmpty);
    if (isEmpty) return;
    onSend(username.trim(), password);
    setPassword("");
  };
  return (
    <StepForm button={t("login.next")} isBusy={isBusy} onSubmit={submit}>
      <TextInput label={t("login.username")} value={username} onChange={setUsername} autoComplete="username" error={isMissing ? t("login.missing") : undefined} />
      <TextInput label={t("login.passwordLabel")} value={password} onChange={setPassword} type="password" autoComplete="current-password" />
    </StepForm>
  );
}

interface CodeFormProps {
  isBusy: boolean;
  onCode: (code: string) => void;
}

export function CodeForm({ isBusy, onCode }: CodeFormProps) {
  const { t } = useTranslation("identity");
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = () => {
    const code = digitsOf(typed);
    setWrong(code === null);
    if (code === null) return;
    onCode(code);
    setTyped("");
  };
  return (
    <StepForm button={t("login.button")} isBusy={isBusy} onSubmit={submit}>
      <TextInput label={t("login.code")} help={t("login.codeHelp")} value={typed} onChange={setTyped} short inputMode="numeric" autoComplete="one-time-code" error={isWrong ? t("login.codeWrong") : undefined} />
    </StepForm>
  );
}

/** The picture holds the secret: made here, shown once, sent nowhere. */
export function EnrolForm({ asked, isBusy, onCode }: CodeFormProps & { asked: { secret: string; uri: string } }) {
  const { t } = useTranslation("identity");
  return (
    <div className="stack">
      <ol className="enrol">
        <li>{t("login.enrol.app")}</li>
        <li>
          {t("login.enrol.scan")}
          <Qr text={asked.uri} label={t("login.enrol.picture")} />
          <details>
            <summary>{t("login.enrol.byHand")}</summary>
            <p>
              <code className="secret">{grouped(asked.secret)}</code>
            </p>
            <p>
              <a href={asked.uri}>{t("login.enrol.link")}</a>
            </p>
          </details>
        </li>
        <li>{t("login.enrol.type")}</li>
      </ol>
      <CodeForm isBusy={isBusy} onCode={onCode} />
    </div>
  );
}

export function NewPasswordForm({ isBusy, onPassword }: { isBusy: boolean; onPassword: (password: string) => void }) {
  const { t } = useTranslation("identity");
  const [first, setFirst] = useState("");
  const [again, setAgain] = useState("");
  const [isAsked, setAsked] = useState(false);
  const fault = weakness(first);
  const isSame = first === again;
  const submit = () => {
    setAsked(true);
    if (fault === null && isSame) onPassword(first);
  };
  return (
    <StepForm button={t("login.next")} isBusy={isBusy} onSubmit={submit}>
      <TextInput label={t("login.newPassword")} help={t("login.newPasswordHelp")} value={first} onChange={setFirst} type="password" autoComplete="new-password" error={isAsked && fault ? t(`login.weak.${fault}`) : undefined} />
      <TextInput label={t("login.again")} value={again} onChange={setAgain} type="password" autoComplete="new-password" error={isAsked && !isSame ? t("login.differs") : undefined} />
    </StepForm>
  );
}
