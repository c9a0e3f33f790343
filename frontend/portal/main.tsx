/** Starts the portal: texts, session, pages. */
import "@fontsource-variable/noto-sans-jp/index.css";
import "../shared/styles/base.css";
import "../shared/styles/components.css";
import "../shared/styles/forms.css";
import "./portal.css";
import { QueryClientProvider } from "@tanstack/react-query";
import i18next from "i18next";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { startTexts } from "../shared/i18n/setup";
import { forgetAnswers, queries } from "./api/client";
import { router } from "./App";
import { texts as applications } from "./applications/texts";
import { CardDeskProvider } from "./identity/card";
import { session } from "./identity/session";
import { texts as identity } from "./identity/texts";
import { texts as ledger } from "./ledger/texts";
import { texts as notices } from "./notices/texts";
import { texts as procedures } from "./procedures/texts";
import { texts as portal } from "./texts";

startTexts({ portal, identity, procedures, applications, notices, ledger });
session.onEnd(forgetAnswers);
// Doors answer in the reader's language, so what they said before is asked again.
i18next.on("languageChanged", () => void queries.invalidateQueries());
// A page that the browser kept as it was may show the person who has left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
void session.resume().catch(() => undefined);

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <CardDeskProvider>
        <RouterProvider router={router} />
      </CardDeskProvider>
    </QueryClientProvider>
  </StrictMode>,
);
