import { Form, Input } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { AddFactDocument } from "../gql/graphql.ts";
import { Rows } from "../ui/card.tsx";
import { OutsideLink } from "../ui/outside-link.tsx";
import { useRequired } from "../ui/form/form.tsx";
import { sourceName } from "../signals/source-name.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { AddForm, visibilityOf, type Written } from "./add-form.tsx";
import type { Talk } from "./asked.ts";
import { packWords } from "./page-words.ts";
import { Privacy } from "./privacy.tsx";
import { isAhead } from "./states.ts";

type Fact = Talk["facts"][number];

/** What both stand on: what happened, and where that is from. */
export function Facts({ talk }: { talk: Talk }): ReactNode {
  const say = useWords(packWords);
  const required = useRequired();
  return (
    <Rows
      title={say("facts")}
      nothing={say("noFacts")}
      of={talk.facts}
      row={(fact) => <FactLine key={fact.id} fact={fact} />}
    >
      {isAhead(talk.state) && (
        <AddForm
          name="fact"
          open={say("addFact")}
          deed={AddFactDocument}
          input={({ text, ...written }: Written & { text: string }) => ({
            input: { conversationId: talk.id, text, ...visibilityOf(written) },
          })}
        >
          <Form.Item name="text" label={say("fact")} rules={required}>
            <Input.TextArea rows={2} />
          </Form.Item>
        </AddForm>
      )}
    </Rows>
  );
}

function FactLine({ fact }: { fact: Fact }): ReactNode {
  const say = useWords(packWords);
  const dates = useDates();
  return (
    <li>
      <p>{fact.text}</p>
      <p className="quiet small">
        {fact.author
          ? say("said", { name: fact.author.name })
          : say("from", { source: sourceName(fact.source) })}
        {fact.occurredAt !== null && ` · ${dates.day(fact.occurredAt)}`}
        {fact.url !== null && (
          <>
            {" · "}
            <OutsideLink to={fact.url}>{say("evidence")}</OutsideLink>
          </>
        )}
      </p>
      <Privacy visibility={fact.visibility} />
    </li>
  );
}
