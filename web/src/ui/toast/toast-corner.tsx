import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { useWords } from "../../i18n/use-words.ts";
import { uiWords } from "../words.ts";
import styles from "./toast.module.css";
import { dropToast, onToasts, toasts, type Toast } from "./toasts.ts";

/** Long enough to be read and taken back by keyboard. */
const LASTS = 8000;

/** Is there from the beginning, so that what appears in it is read aloud. */
export function ToastCorner(): ReactNode {
  const shown = useSyncExternalStore(onToasts, toasts);
  return (
    <div className={styles.corner} aria-live="polite">
      {shown.map((each) => (
        <OneToast key={each.id} toast={each} />
      ))}
    </div>
  );
}

/** Stays while somebody points at it, or stands in it by keyboard. */
function OneToast({ toast }: { toast: Toast }): ReactNode {
  const say = useWords(uiWords);
  const [held, setHeld] = useState(false);
  const { id, undo } = toast;
  useEffect(() => {
    if (held) return undefined;
    const timer = window.setTimeout(() => dropToast(id), LASTS);
    return () => window.clearTimeout(timer);
  }, [held, id]);
  const takeBack = (): void => {
    dropToast(id);
    undo?.();
  };
  return (
    <div
      className={styles.toast}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {undo && (
        <button type="button" onClick={takeBack}>
          {say("undo")}
        </button>
      )}
      <button type="button" aria-label={say("close")} onClick={() => dropToast(id)}>
        ×
      </button>
    </div>
  );
}
