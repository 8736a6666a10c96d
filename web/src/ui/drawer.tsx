import { useEffect, useId, useRef, type ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import styles from "./drawer.module.css";
import { uiWords } from "./words.ts";

interface Props {
  title: string;
  /** From which edge it comes. */
  side?: "start" | "end";
  close: () => void;
  children: ReactNode;
}

/** Something beside the page, which waits meanwhile: the browser keeps the keyboard within. */
export function Drawer({ title, side = "end", close, children }: Props): ReactNode {
  const say = useWords(uiWords);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={`${styles.drawer} ${styles[side]}`}
      aria-labelledby={heading}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className={styles.content}>
        <div className={styles.head}>
          <h2 id={heading}>{title}</h2>
          <button type="button" aria-label={say("close")} onClick={() => dialog.current?.close()}>
            ×
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
