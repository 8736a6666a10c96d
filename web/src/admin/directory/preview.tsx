import type { ReactNode } from "react";
import type { PersonItemInput } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { importWords } from "./words.ts";

const SHOWN = 100;

interface Props {
  rows: readonly PersonItemInput[];
  /** By the place of the row. */
  faults: ReadonlyMap<number, readonly string[]>;
  /** Columns of which nothing is taken in. */
  ignored: readonly string[];
  children?: ReactNode;
}

/** The rows as they were understood, the faulty ones first. */
export function Preview({ rows, faults, ignored, children }: Props): ReactNode {
  const say = useWords(importWords);
  const dates = useDates();
  const isFaulty = (at: number): number => (faults.has(at) ? 0 : 1);
  const places = rows.map((_, at) => at).sort((a, b) => isFaulty(a) - isFaulty(b) || a - b);
  return (
    <Card title={say("preview")}>
      {faults.size > 0 && (
        <p role="status" className="late">
          {say("faulty", { count: dates.number(faults.size) })}
        </p>
      )}
      {ignored.length > 0 && <p>{say("ignored", { columns: ignored.join(say("and")) })}</p>}
      {children}
      {rows.length > SHOWN && <p className="quiet">{say("shown", { count: SHOWN })}</p>}
      <div className="preview" tabIndex={0} role="group" aria-label={say("preview")}>
        <table>
          <thead>
            <tr>
              {(
                ["row", "name", "email", "position", "manager", "joinedOn", "finding"] as const
              ).map((column) => (
                <th key={column} scope="col">
                  {say(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.slice(0, SHOWN).map((at) => (
              <Row key={at} at={at} row={rows[at]} faults={faults.get(at) ?? []} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface RowProps {
  at: number;
  row: PersonItemInput | undefined;
  faults: readonly string[];
}

function Row({ at, row, faults }: RowProps): ReactNode {
  return (
    <tr {...(faults.length > 0 && { className: "faulty" })}>
      <th scope="row">{at + 1}</th>
      <td>{row?.name}</td>
      <td>{row?.email}</td>
      <td>{row?.title}</td>
      <td>{row?.managerEmail}</td>
      <td>{row?.joinedOn}</td>
      <td>{faults.join(" ")}</td>
    </tr>
  );
}
