import { useId, type ReactNode } from "react";
import { Rest } from "./more.tsx";

interface Props {
  title: string;
  /** What is said where there is nothing to show. */
  nothing?: string;
  className?: string;
  children?: ReactNode;
}

/** A part of a page that has a name. */
export function Card({ title, nothing, className = "", children }: Props): ReactNode {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {nothing !== undefined && <p className="nothing">{nothing}</p>}
      {children}
    </section>
  );
}

interface RowsProps<T> {
  title: string;
  nothing: string;
  of: readonly T[];
  row: (one: T) => ReactNode;
  className?: string;
  /** How many there are, where some may be left out. */
  total?: number;
  /** Stands below the rows, or where they would be. */
  children?: ReactNode;
}

/** A part of a page with a row for each thing. */
export function Rows<T>(props: RowsProps<T>): ReactNode {
  const { title, nothing, of, row, className, total = 0, children } = props;
  return (
    <Card title={title} {...(of.length === 0 && { nothing })} {...(className && { className })}>
      {of.length > 0 && <ul className="rows">{of.map(row)}</ul>}
      {total > of.length && (
        <p className="after-rows">
          <Rest shown={of.length} total={total} />
        </p>
      )}
      {children}
    </Card>
  );
}
