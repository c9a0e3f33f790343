/** Texts of the console's frame and log-in. */
import type { Texts } from "../../shared/i18n/setup";

export const texts: Texts = {
  ja: {
    product: "窓口 職員画面",
    login: {
      title: "職員ログイン",
      lead: "この画面は、閉じた回線の中からだけ使えます。操作と閲覧は記録されます。",
      username: "職員ID",
      password: "パスワード",
      button: "ログイン",
      missing: "職員IDとパスワードを入力してください。",
    },
    logout: "ログアウト",
    inbox: "受付一覧",
    recorded: "申請を開くと、閲覧記録が残ります",
    missing: "ページが見つかりません",
    crash: "画面を表示できませんでした。読み込み直してください。",
    reload: "読み込み直す",
  },
  en: {
    product: "Madoguchi staff console",
    login: {
      title: "Staff log-in",
      lead: "This console works inside the closed network only. What you do and see is recorded.",
      username: "Staff ID",
      password: "Password",
      button: "Log in",
      missing: "Enter your staff ID and password.",
    },
    logout: "Log out",
    inbox: "Inbox",
    recorded: "Opening a case leaves a look-up record",
    missing: "Page not found",
    crash: "This page could not be shown. Please load it again.",
    reload: "Load again",
  },
};
