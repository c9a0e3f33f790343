/** A page of the portal, named in the tab. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../shared/ui/Page";

interface PortalPageProps {
  title: string;
  lead?: ReactNode;
  above?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

export function PortalPage(props: PortalPageProps) {
  const { t } = useTranslation("portal");
  return <Page {...props} product={t("product")} />;
}
