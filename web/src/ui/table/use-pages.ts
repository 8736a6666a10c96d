import { useState } from "react";

/** Where one is in a list that the server hands out by pages. */
export interface Pages {
  /** What the question takes: the end of the page before; null on the first. */
  readonly after: string | null;
  /** How many rows stand before this page. */
  readonly before: number;
  next(endCursor: string | null, rows: number): void;
  back(): void;
  /** What sets another filter or another order leads to the first page. */
  restarting<T>(set: (value: T) => void): (value: T) => void;
}

interface Turned {
  readonly after: string | null;
  readonly rows: number;
}

export function usePages(): Pages {
  const [turned, setTurned] = useState<readonly Turned[]>([]);
  return {
    after: turned.at(-1)?.after ?? null,
    before: turned.reduce((sum, page) => sum + page.rows, 0),
    next: (after, rows) => setTurned([...turned, { after, rows }]),
    back: () => setTurned(turned.slice(0, -1)),
    restarting: (set) => (value) => {
      set(value);
      setTurned([]);
    },
  };
}
