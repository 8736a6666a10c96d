import type { ReactNode } from "react";

interface Props {
  title: string;
  /** What the page is for, in a sentence. */
  about?: string;
  /** What can be done here. */
  children?: ReactNode;
}

/** How a page begins. */
export function PageHead({ title, about, children }: Props): ReactNode {
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        {about && <p className="quiet">{about}</p>}
      </div>
      {children && <div className="actions">{children}</div>}
    </div>
  );
}
