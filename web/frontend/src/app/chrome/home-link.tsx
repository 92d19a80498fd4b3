import type { ReactNode } from "react";
import { Link, useLocation } from "react-router";

interface HomeLinkProps {
  className: string | undefined;
  current?: boolean;
  label?: string;
  children: ReactNode;
}

/** On the home page itself it leads to the top. */
export function HomeLink({ className, current = false, label, children }: HomeLinkProps) {
  const { pathname } = useLocation();
  return (
    <Link
      to="/"
      className={className}
      aria-label={label}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        if (pathname !== "/") return;
        event.preventDefault();
        window.scrollTo({ top: 0, behavior: "smooth" });
      }}
    >
      {children}
    </Link>
  );
}
