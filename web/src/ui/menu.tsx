import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import styles from "./menu.module.css";

interface Props {
  /** What the button shows, and what it is called if that is no text. */
  button: ReactNode;
  label?: string;
  children: (close: () => void) => ReactNode;
}

/** A button, and what opens below it; closed by Escape, and by going on elsewhere. */
export function Menu({ button, label, children }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useId();
  const close = (): void => setOpen(false);
  useEffect(() => {
    if (!isOpen) return undefined;
    const elsewhere = ({ target }: Event): void => {
      if (target instanceof Node && !place.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("focusin", elsewhere);
    return () => {
      document.removeEventListener("pointerdown", elsewhere);
      document.removeEventListener("focusin", elsewhere);
    };
  }, [isOpen]);
  const leave = (): void => {
    close();
    opener.current?.focus();
  };
  return (
    <div
      ref={place}
      className={styles.menu}
      onKeyDown={({ key }) => key === "Escape" && isOpen && leave()}
    >
      <button
        ref={opener}
        type="button"
        className={styles.opener}
        aria-expanded={isOpen}
        aria-controls={panel}
        {...(label && { "aria-label": label, title: label })}
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      <div id={panel} className={styles.panel} hidden={!isOpen}>
        {isOpen && children(close)}
      </div>
    </div>
  );
}
