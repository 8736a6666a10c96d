import type { ReactNode } from "react";

/** To where something was read. What is no web address is shown, not followed. */
export function OutsideLink({ to, children }: { to: string; children: ReactNode }): ReactNode {
  if (!/^https?:\/\//.test(to)) return to;
  return (
    <a href={to} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
