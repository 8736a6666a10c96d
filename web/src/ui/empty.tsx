import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "wouter";
import styles from "./empty.module.css";

/** What there is to do: a page to go to, or a deed. */
export type Way = { text: string } & ({ to: string } | { begin: () => void });

interface Props {
  text: string;
  way?: Way;
}

/** Where there is nothing yet: why, and the one thing to do about it. */
export function Empty({ text, way }: Props): ReactNode {
  return (
    <div className={styles.empty}>
      <svg viewBox="0 0 48 32" width="72" height="48" aria-hidden="true">
        <rect x="1" y="1" width="30" height="20" rx="7" className={styles.one} />
        <rect x="17" y="10" width="30" height="20" rx="7" className={styles.other} />
      </svg>
      <p>{text}</p>
      {way && "to" in way && (
        <Link href={way.to} className="button">
          {way.text}
        </Link>
      )}
      {way && "begin" in way && (
        <Button type="primary" onClick={way.begin}>
          {way.text}
        </Button>
      )}
    </div>
  );
}
