/** Who managed them when, who does now, and who will. */
import { Form } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { SetManagerDocument } from "../../gql/graphql.ts";
import { Rows } from "../../ui/card.tsx";
import { DeedForm, useRequired } from "../../ui/form/form.tsx";
import { isoDay, useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { Opener } from "../../ui/form/opener.tsx";
import { PersonSelect } from "../person-select.tsx";
import type { Person } from "./asked.ts";
import { directoryWords, personWords } from "./words.ts";
import { DateField } from "../../ui/form/date-field.tsx";

interface Values {
  managerId?: string;
  from: string;
}

export function Line({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const dates = useDates();
  const span = (validFrom: string, validTo: string | null): string => {
    const from = dates.day(validFrom);
    if (validTo !== null) return say("between", { from, to: dates.day(validTo) });
    return say(validFrom > isoDay() ? "from" : "since", { from });
  };
  return (
    <Rows
      title={say("line")}
      nothing={say("noLine")}
      of={person.reportingLines.toReversed()}
      row={({ validFrom, validTo, manager }) => (
        <li key={validFrom} className="row-head">
          <strong>{manager.name}</strong>
          <span className="quiet">{span(validFrom, validTo)}</span>
        </li>
      )}
    >
      <div className="actions">
        <Opener open={say("newManager")}>
          {(close) => <ManagerForm person={person} close={close} />}
        </Opener>
      </div>
    </Rows>
  );
}

function ManagerForm({ person, close }: { person: Person; close: () => void }): ReactNode {
  const say = useWords(personWords);
  const save = useWords(directoryWords)("save");
  const required = useRequired();
  const deed = useDeed(SetManagerDocument);
  const submit = async ({ managerId, from }: Values): Promise<void> => {
    const input = { personId: person.id, managerId: managerId ?? null, from };
    if (await deed.run({ input })) close();
  };
  return (
    <div className="adding">
      <DeedForm<Values>
        name="manager"
        deed={deed}
        initial={{ from: isoDay(), ...(person.manager && { managerId: person.manager.id }) }}
        submit={save}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <p className="quiet">{say("effectiveWhy")}</p>
        <Form.Item name="managerId" label={say("managerOrNone")}>
          <PersonSelect chosen={person.manager} but={person.id} />
        </Form.Item>
        <Form.Item name="from" label={say("effective")} rules={required}>
          <DateField />
        </Form.Item>
      </DeedForm>
    </div>
  );
}
