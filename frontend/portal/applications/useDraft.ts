/** A Draft inside a component; it saves once more when the page is left. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { withoutHidden, type FormDefinition } from "../../shared/forms/spec";
import { api, ask } from "../api/client";
import type { Application } from "../api/types";
import { session } from "../identity/session";
import { Draft } from "./draft";
import { applicationKey, getApplication } from "./queries";

export function useDraft(application: Application, form: FormDefinition): Draft {
  const queries = useQueryClient();
  const id = application.application_id;
  const draft = useMemo(() => {
    const made = new Draft(application, {
      save: async (version, answers) => {
        const params = { path: { application_id: id }, header: { "If-Match": String(version) } };
        const view = await ask(api.PUT("/api/applications/{application_id}/answers", { params, body: { answers } }));
        queries.setQueryData(applicationKey(id), view);
        return view;
      },
      latest: async () => {
        const view = await getApplication(id);
        queries.setQueryData(applicationKey(id), view);
        return view;
      },
    });
    made.prune = (answers) => withoutHidden(form.ui, answers);
    return made;
    // One draft for the whole visit of the page: later views reach it through its own saves.
  }, [id, form]);
  useSyncExternalStore(draft.subscribe, draft.getSnapshot);
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === "hidden") void draft.flush();
    };
    document.addEventListener("visibilitychange", leave);
    const forget = session.onLeave(() => draft.flush());
    return () => {
      forget();
      document.removeEventListener("visibilitychange", leave);
      draft.stop();
      void draft.flush();
    };
  }, [draft]);
  return draft;
}
