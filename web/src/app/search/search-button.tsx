import { useEffect, useState, type ReactNode } from "react";
import { useWords } from "../../i18n/use-words.ts";
import { fetched } from "../../ui/fetched.tsx";
import { Icon } from "../../ui/icon.tsx";
import { barWords } from "../bar-words.ts";
import styles from "./search.module.css";

interface Props {
  close: () => void;
}

/** Fetched when somebody first searches. */
const Palette = fetched<Props>(() => import("./palette.tsx"));

/** Opens the search, as ⌘K or Ctrl K does. */
export function SearchButton(): ReactNode {
  const say = useWords(barWords);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button
        type="button"
        className={styles.opener}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" />
        <span>{say("searchWhat")}</span>
        <kbd aria-hidden="true" data-keys="⌘K" />
      </button>
      {isOpen && <Palette close={() => setOpen(false)} />}
    </>
  );
}
