/** Where somebody is signed in, and signing them out there: after a lost laptop, say. */
import { Checkbox } from "../../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { EndSessionsOfDocument, PersonSessionsDocument } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Card } from "../../ui/card.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { useBrowser } from "../access/browser.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { personSessionWords } from "./session-words.ts";

export function PersonSessions({ id, name }: { id: string; name: string }): ReactNode {
  const say = useWords(personSessionWords);
  const asked = useAnswer(PersonSessionsDocument, { id });
  const [tokensToo, setTokensToo] = useState(false);
  return (
    <Card title={say("title")}>
      <Answer of={asked}>
        {({ personSessions }) => (
          <>
            {personSessions.nodes.length === 0 && <p className="nothing">{say("none")}</p>}
            <ul className="rows">
              {personSessions.nodes.map((session) => (
                <Row key={session.id} {...session} />
              ))}
            </ul>
          </>
        )}
      </Answer>
      <p className="confirming">
        <Checkbox checked={tokensToo} onChange={({ target }) => setTokensToo(target.checked)}>
          {say("tokensToo")}
        </Checkbox>
      </p>
      <AskFirst
        deed={EndSessionsOfDocument}
        variables={{ input: { personId: id, tokensToo } }}
        consequence={say(tokensToo ? "endWillTokens" : "endWill", { name })}
      >
        {say("end")}
      </AskFirst>
    </Card>
  );
}

interface RowProps {
  browser: string;
  createdAt: string;
  seenAt: string;
}

function Row({ browser, createdAt, seenAt }: RowProps): ReactNode {
  const say = useWords(personSessionWords);
  const dates = useDates();
  return (
    <li>
      <strong title={browser}>{useBrowser(browser)}</strong>
      <p className="quiet">
        {say("facts", { since: dates.moment(createdAt), seen: dates.moment(seenAt) })}
      </p>
    </li>
  );
}
