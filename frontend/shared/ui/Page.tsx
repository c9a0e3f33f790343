/** A page: its heading takes the focus when the place changes, and its title names the tab. */
import { useEffect, useRef, type ReactNode } from "react";
import { useLocation } from "react-router";

interface PageProps {
  title: string;
  /** What the tab says after the title. */
  product: string;
  lead?: ReactNode;
  above?: ReactNode;
  /** A step at the same address, which takes the focus as a new place does. */
  step?: string;
  wide?: boolean;
  children: ReactNode;
}

let firstPlace: string | null = null;

export function Page({ title, product, lead, above, step = "", wide = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const place = `${useLocation().pathname} ${step}`;
  useEffect(() => {
    document.title = `${title}｜${product}`;
  }, [title, product]);
  useEffect(() => {
    if (firstPlace !== null && firstPlace !== place) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    firstPlace = place;
  }, [place]);
  return (
    <div className={wide ? "page page-wide" : "page"}>
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </div>
  );
}
