/** Rows to be compared: columns by which one sorts, boxes by which one chooses. */
import type { ReactNode } from "react";
import type { Column } from "./column.ts";
import { ChooseAll, ChooseOne } from "./choose.tsx";
import { Heading, type Sorting } from "./heading.tsx";
import type { Selection } from "./selection.ts";
import styles from "./table.module.css";

interface Props<T extends { id: string }, Order extends string> {
  /** What the rows are, for those who hear them. */
  label: string;
  columns: readonly Column<T, Order>[];
  rows: readonly T[];
  sorting?: Sorting<Order>;
  selection?: Selection<T>;
}

/** On a phone each row is a card. The roles say what it is where CSS takes the table apart. */
export function DataTable<T extends { id: string }, Order extends string = never>(
  props: Props<T, Order>,
): ReactNode {
  const { label, columns, rows, sorting, selection } = props;
  return (
    <table className={styles.table} role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {selection && (
            <th role="columnheader" scope="col" className={styles.box}>
              <ChooseAll selection={selection} />
            </th>
          )}
          {columns.map((column) => (
            <Heading key={column.key} column={column} {...(sorting && { sorting })} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Row key={row.id} row={row} columns={columns} {...(selection && { selection })} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps<T, Order extends string> {
  row: T;
  columns: readonly Column<T, Order>[];
  selection?: Selection<T>;
}

function Row<T, Order extends string>({ row, columns, selection }: RowProps<T, Order>): ReactNode {
  const isChosen = selection?.chosen.includes(row) ?? false;
  const cells = columns.map((column, at) => {
    const look = column.isNumber ? styles.number : column.isShort ? styles.short : "";
    if (at === 0) {
      return (
        <th key={column.key} role="rowheader" scope="row" className={look}>
          {column.cell(row)}
        </th>
      );
    }
    return (
      <td
        key={column.key}
        role="cell"
        className={look}
        {...(!column.isAction && { "data-title": column.title })}
      >
        {column.cell(row)}
      </td>
    );
  });
  return (
    <tr role="row" className={isChosen ? styles.chosen : ""}>
      {selection && (
        <td role="cell" className={styles.box}>
          <ChooseOne row={row} selection={selection} />
        </td>
      )}
      {cells}
    </tr>
  );
}
