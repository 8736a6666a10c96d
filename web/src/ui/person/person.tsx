import type { ReactNode } from "react";
import { Link } from "wouter";
import { Avatar } from "./avatar.tsx";
import styles from "./person.module.css";

interface Props {
  of: { id: string; name: string };
  /** Where more stands of them. */
  to?: string;
  /** What they do, or where. */
  about?: string | null;
}

/** Somebody, wherever they are named: face and name. */
export function Person({ of, to, about }: Props): ReactNode {
  return (
    <span className={styles.person}>
      <Avatar id={of.id} name={of.name} />
      <span>
        {to === undefined ? of.name : <Link href={to}>{of.name}</Link>}
        {about && <span className={styles.about}>{about}</span>}
      </span>
    </span>
  );
}
