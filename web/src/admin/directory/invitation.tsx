/** How somebody new comes in for the first time. */
import { useState, type ReactNode } from "react";
import { InviteDocument, InvitePersonDocument } from "../../gql/graphql.ts";
import { Card } from "../../shell/card.tsx";
import { DeedButton } from "../../shell/deed-button.tsx";
import { useWords } from "../../words/use-words.ts";
import { Secret } from "../secret.tsx";
import type { Person } from "./asked.ts";
import { personWords } from "./words.ts";

export function Invitation({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const { name } = person;
  return (
    <Card title={say("signIn")}>
      <p>{say(person.hasSignedIn ? "signedIn" : "signInWhy", { name })}</p>
      {!person.hasSignedIn && <Invite person={person} />}
    </Card>
  );
}

function Invite({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const [sent, setSent] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const { id, name, email } = person;
  if (url !== null) {
    return <Secret title={say("link", { name })} secret={url} close={() => setUrl(null)} />;
  }
  return (
    <>
      {sent && <p role="status">{say("sent", { email })}</p>}
      <div className="actions">
        <DeedButton
          deed={InviteDocument}
          variables={{ input: { personIds: [id] } }}
          onDone={() => setSent(true)}
          look="primary"
        >
          {say(sent ? "inviteAgain" : "invite")}
        </DeedButton>
        <DeedButton
          deed={InvitePersonDocument}
          variables={{ input: { personId: id } }}
          onDone={(made) => setUrl(made.url)}
        >
          {say("showLink")}
        </DeedButton>
      </div>
    </>
  );
}
