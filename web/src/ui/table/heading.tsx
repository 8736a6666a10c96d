import type { ReactNode } from "react";
import type { Column } from "./column.ts";
import styles from "./table.module.css";

export interface Sorting<Order extends string> {
  readonly order: Order;
  readonly sortBy: (order: Order) => void;
}

interface Props<T, Order extends string> {
  column: Column<T, Order>;
  sorting?: Sorting<Order>;
}

/** The name of a column; a button where one may sort by it. */
export function Heading<T, Order extends string>({ column, sorting }: Props<T, Order>): ReactNode {
  const look = column.isNumber ? styles.number : "";
  if (!sorting || !column.orders) {
    return (
      <th role="columnheader" scope="col" className={look}>
        {column.isAction ? <span className="unseen">{column.title}</span> : column.title}
      </th>
    );
  }
  const [first, second = first] = column.orders;
  const { order, sortBy } = sorting;
  const isSorted = order === first || order === second;
  const isUp = order.endsWith("_ASC");
  return (
    <th
      role="columnheader"
      scope="col"
      className={look}
      aria-sort={isSorted ? (isUp ? "ascending" : "descending") : "none"}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() => sortBy(order === first ? second : first)}
      >
        {column.title}
        <span aria-hidden="true">{isSorted ? (isUp ? "↑" : "↓") : "↕"}</span>
      </button>
    </th>
  );
}
