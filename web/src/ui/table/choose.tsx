import { useEffect, useRef, type ReactNode } from "react";
import { useWords } from "../../i18n/use-words.ts";
import { uiWords } from "../words.ts";
import type { Selection } from "./selection.ts";
import styles from "./table.module.css";

export function ChooseAll<T>({ selection }: { selection: Selection<T> }): ReactNode {
  const say = useWords(uiWords);
  const box = useRef<HTMLInputElement>(null);
  const { chosen, open, choose } = selection;
  const isAll = open.length > 0 && chosen.length === open.length;
  const isSome = chosen.length > 0 && !isAll;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome;
  }, [isSome]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={styles.check}
      aria-label={say("chooseAll")}
      disabled={open.length === 0}
      checked={isAll}
      onChange={() => choose(isAll ? [] : open)}
    />
  );
}

interface Props<T> {
  row: T;
  selection: Selection<T>;
}

/** Nothing where the row cannot be chosen. */
export function ChooseOne<T>({ row, selection }: Props<T>): ReactNode {
  const say = useWords(uiWords);
  const { chosen, open, choose, nameOf } = selection;
  if (!open.includes(row)) return null;
  const isChosen = chosen.includes(row);
  return (
    <input
      type="checkbox"
      className={styles.check}
      aria-label={say("choose", { name: nameOf(row) })}
      checked={isChosen}
      onChange={() => choose(isChosen ? chosen.filter((one) => one !== row) : [...chosen, row])}
    />
  );
}
