import { useState } from "react";

/** Which rows of a table are chosen, of those that may be. */
export interface Selection<T> {
  readonly chosen: readonly T[];
  readonly open: readonly T[];
  readonly nameOf: (row: T) => string;
  choose(rows: readonly T[]): void;
}

interface Options<T> {
  mayChoose?: (row: T) => boolean;
  nameOf: (row: T) => string;
}

/** Rows that are shown no longer are chosen no longer. */
export function useSelection<T extends { id: string }>(
  shown: readonly T[],
  { mayChoose = () => true, nameOf }: Options<T>,
): Selection<T> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const open = shown.filter(mayChoose);
  return {
    open,
    nameOf,
    chosen: open.filter(({ id }) => ids.has(id)),
    choose: (rows) => setIds(new Set(rows.map(({ id }) => id))),
  };
}
