/** Texts of the portal's frame. */
import type { Texts } from "../shared/i18n/setup";

export const texts: Texts = {
  ja: {
    product: "窓口 Madoguchi",
    tagline: "行政の手続を、ひとつの窓口で",
    nav: { find: "手続をさがす", applications: "申請の状況", notices: "お知らせ", records: "データの閲覧記録", settings: "設定", login: "ログイン", logout: "ログアウト", label: "おもなメニュー" },
    footer: { about: "窓口（Madoguchi）は、市区町村の手続をオンラインで行うための公開の仕組みです。", counter: "パソコンやスマートフォンを使わない方は、市区町村の窓口や郵送でも同じ手続ができます。" },
    missing: { title: "ページが見つかりません", lead: "アドレスが変わったか、削除された可能性があります。", home: "トップにもどる" },
    crash: { title: "画面を表示できませんでした", lead: "入力した内容は保存されています。読み込み直してください。", reload: "読み込み直す" },
  },
  en: {
    product: "Madoguchi",
    tagline: "One counter for public services",
    nav: { find: "Find a procedure", applications: "My applications", notices: "Notices", records: "Who looked at my data", settings: "Settings", login: "Log in", logout: "Log out", label: "Main menu" },
    footer: { about: "Madoguchi (窓口, the service counter) is an open platform for municipal procedures online.", counter: "Without a computer or smartphone, you can do the same at your municipality's counter or by post." },
    missing: { title: "Page not found", lead: "The address may have changed.", home: "Back to the start" },
    crash: { title: "This page could not be shown", lead: "What you entered is saved. Please load the page again.", reload: "Load again" },
  },
};
