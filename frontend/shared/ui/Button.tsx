/** Buttons and links that look like buttons, in the design system's three weights. */
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Link, type LinkProps } from "react-router";

type Weight = "filled" | "outline" | "text" | "danger";

export interface ButtonProps extends Omit<AriaButtonProps, "className"> {
  weight?: Weight;
  small?: boolean;
}

function look(weight: Weight, small: boolean): string {
  return `button button-${weight}${small ? " button-small" : ""}`;
}

export function Button({ weight = "filled", small = false, ...rest }: ButtonProps) {
  return <AriaButton {...rest} className={look(weight, small)} />;
}

interface ButtonLinkProps extends Omit<LinkProps, "className"> {
  weight?: Weight;
  small?: boolean;
}

export function ButtonLink({ weight = "filled", small = false, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={look(weight, small)} />;
}
