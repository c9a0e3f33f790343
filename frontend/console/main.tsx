/** Starts the console: texts, log-in, pages. */
import "../shared/styles/base.css";
import "../shared/styles/components.css";
import "../shared/styles/forms.css";
import "./console.css";
import { QueryClientProvider } from "@tanstack/react-query";
import i18next from "i18next";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { startTexts } from "../shared/i18n/setup";
import { queries } from "./api/client";
import { router } from "./App";
import { staff } from "./identity/staff";
import { texts as identity } from "./identity/texts";
import { texts as municipal } from "./municipal/texts";
import { administration } from "./municipal/texts.administration";
import { texts as procedures } from "./procedures/texts";

startTexts({ identity, municipal, administration, procedures });
staff.subscribe(() => {
  if (staff.officer === null) queries.removeQueries();
});
// Doors answer in the reader's language, so what they said before is asked again.
i18next.on("languageChanged", () => void queries.invalidateQueries());

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
