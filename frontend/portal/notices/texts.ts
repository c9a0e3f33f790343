/** Texts of notices. */
import type { Texts } from "../../shared/i18n/setup";

export const texts: Texts = {
  ja: {
    title: "お知らせ",
    none: "お知らせはありません。",
    unread: "未読",
    unreadCount: "未読{{count}}件",
    open: "申請の状況を見る",
    more: "内容を読む",
  },
  en: {
    title: "Notices",
    none: "You have no notices.",
    unread: "Unread",
    unreadCount: "{{count}} unread",
    open: "See the application",
    more: "Read",
  },
};
