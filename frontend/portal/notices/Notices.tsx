/** What she was told, newest first. Opening a notice marks it as read. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { instant } from "../../shared/i18n/format";
import { Tag } from "../../shared/ui/Facts";
import { Answer, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { NoticeItem } from "../api/types";
import { useSession } from "../identity/useSession";
import { PortalPage } from "../PortalPage";

const KEY = ["notices"];
const POLL_MS = 60_000;

/** `always`: her own look at the page asks anew; the menu's count may be as old as the last poll. */
export function useNotices(refetchOnMount: true | "always" = true) {
  const isIn = useSession() === "in";
  return useQuery({ queryKey: KEY, queryFn: () => ask(api.GET("/api/notices")), enabled: isIn, refetchInterval: POLL_MS, refetchOnMount });
}

export function Notices() {
  const { t } = useTranslation("notices");
  const notices = useNotices("always");
  return (
    <PortalPage title={t("title")}>
      <Answer query={notices}>
        {({ items }) => (
          <>
            {items.length === 0 && <p role="status">{t("none")}</p>}
            <ul className="cards">
              {items.map((item) => (
                <li key={item.notice_id}>
                  <NoticeCard item={item} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </PortalPage>
  );
}

function NoticeCard({ item }: { item: NoticeItem }) {
  const { t } = useTranslation("notices");
  const queries = useQueryClient();
  const mark = useMutation({
    mutationFn: () => ask(api.POST("/api/notices/{notice_id}/read", { params: { path: { notice_id: item.notice_id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const open = (isOpen: boolean) => {
    if (isOpen && !item.read && !mark.isPending) mark.mutate();
  };
  return (
    <article className={item.read ? "card notice-card" : "card notice-card notice-unread"}>
      <details onToggle={(event) => open(event.currentTarget.open)}>
        <summary>
          <span className="row spread">
            <time className="small-print" dateTime={item.at}>
              {instant(item.at)}
            </time>
            {!item.read && <Tag tone="red">{t("unread")}</Tag>}
          </span>
          <span className="notice-headline">{item.title}</span>
        </summary>
        <p className="notice-text">{item.body}</p>
        {item.application_id && (
          <p>
            <Link to={`/applications/${item.application_id}`}>{t("open")}</Link>
          </p>
        )}
      </details>
      {mark.error && <ProblemNotice error={mark.error} />}
    </article>
  );
}
