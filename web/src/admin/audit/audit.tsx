/** Who did or read what in the company; nobody can change it, not even whoever reads it here. */
import { useState, type ReactNode } from "react";
import { useAnswer } from "../../asking/use-answer.ts";
import { AuditTrailDocument, type AuditFilter, type AuditTrailQuery } from "../../gql/graphql.ts";
import { Answer } from "../../shell/answer.tsx";
import { Card } from "../../shell/card.tsx";
import { useDates } from "../../words/use-dates.ts";
import { useWords } from "../../words/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { Pager } from "../pager.tsx";
import { EntryLine } from "./entry-line.tsx";
import { Export } from "./export.tsx";
import { Filters } from "./filters.tsx";
import { Period } from "./period.tsx";
import { auditWords } from "./words.ts";

export default function AuditPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(auditWords);
  const [after, turn] = useState<string | null>(null);
  const [filter, setFilter] = useState<AuditFilter>({});
  const asked = useAnswer(AuditTrailDocument, { after, filter });
  const narrow = (next: AuditFilter): void => {
    turn(null);
    setFilter(next);
  };
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{say("title")}</h1>
          <p className="quiet">{say("what")}</p>
        </div>
        <Export filter={filter} />
      </div>
      <Filters filter={filter} narrow={narrow} />
      <Answer of={asked}>
        {({ auditEntries }) => (
          <List entries={auditEntries}>
            <Pager pageInfo={auditEntries.pageInfo} after={after} turn={turn} />
          </List>
        )}
      </Answer>
      <Period />
    </>
  );
}

interface ListProps {
  entries: AuditTrailQuery["auditEntries"];
  children: ReactNode;
}

function List({ entries, children }: ListProps): ReactNode {
  const say = useWords(auditWords);
  const count = useDates().number(entries.totalCount);
  if (entries.totalCount === 0) return <p className="nothing">{say("none")}</p>;
  return (
    <Card title={say("list", { count })}>
      <ul className="rows">
        {entries.nodes.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ul>
      {children}
    </Card>
  );
}
