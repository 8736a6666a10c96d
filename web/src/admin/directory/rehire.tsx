import { useId, useState, type ReactNode } from "react";
import { RehirePersonDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { isoDay, useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { DateField } from "../../ui/form/date-field.tsx";
import type { Person } from "./asked.ts";
import { personWords } from "./words.ts";

export function Rehire({ person, leftOn }: { person: Person; leftOn: string }): ReactNode {
  const say = useWords(personWords);
  const dates = useDates();
  const field = useId();
  const earliest = leftOn > isoDay() ? leftOn : isoDay();
  const [on, setOn] = useState(earliest);
  const told = { day: dates.day(on), name: person.name };
  return (
    <Card title={say("rehire")}>
      <p>
        <label htmlFor={field}>{say("firstDay")}</label>
        <DateField id={field} min={leftOn} value={on} onChange={(day) => setOn(day || earliest)} />
      </p>
      <AskFirst
        deed={RehirePersonDocument}
        variables={{ input: { personId: person.id, on } }}
        consequence={say(on === leftOn ? "stayWill" : "rehireWill", told)}
      >
        {say("rehireDo")}
      </AskFirst>
    </Card>
  );
}
