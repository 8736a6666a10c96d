import type { ReactNode } from "react";

/** One column of a table of `T`s. */
export interface Column<T, Order extends string = never> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** As it stands in a file; a column without it is left out there. */
  readonly text?: (row: T) => string;
  /** What the server is asked for when somebody sorts by it; the first click takes the first. */
  readonly orders?: readonly [first: Order, second?: Order];
  /** Figures stand at the end of their cell. */
  readonly isNumber?: boolean;
  /** Stays in one line. */
  readonly isShort?: boolean;
  /** What can be done with the row; its title is for those who hear the table. */
  readonly isAction?: boolean;
}
