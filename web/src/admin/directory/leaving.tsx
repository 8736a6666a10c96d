import { useId, useState, type ReactNode } from "react";
import { EndEmploymentDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { isoDay, useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { DateField } from "../../ui/form/date-field.tsx";
import type { Person } from "./asked.ts";
import { personWords } from "./words.ts";

export function Leaving({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const dates = useDates();
  const field = useId();
  const [on, setOn] = useState(person.leftOn ?? isoDay());
  const count = person.reports.totalCount;
  const correct = person.leftOn !== null;
  return (
    <Card title={say("leave")}>
      <p>
        <label htmlFor={field}>{say("lastDay")}</label>
        <DateField id={field} value={on} onChange={(day) => setOn(day || isoDay())} />
      </p>
      <AskFirst
        deed={EndEmploymentDocument}
        variables={{ input: { personId: person.id, on } }}
        consequence={say(correct ? "correctWill" : "leaveWill", {
          day: dates.day(on),
          name: person.name,
          count,
        })}
      >
        {say(correct ? "correctDo" : "leaveDo")}
      </AskFirst>
    </Card>
  );
}
