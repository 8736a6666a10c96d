/** How somebody new comes in for the first time. */
import { useState, type ReactNode } from "react";
import { InviteDocument, InvitePersonDocument, RestoreAccessDocument } from "../../gql/graphql.ts";
import { useMe } from "../../people/me.ts";
import { Card } from "../../ui/card.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { Secret } from "../secret.tsx";
import type { Person } from "./asked.ts";
import { personWords } from "./words.ts";

export function Invitation({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const { name } = person;
  return (
    <Card title={say("signIn")}>
      <p>{say(person.hasSignedIn ? "signedIn" : "signInWhy", { name })}</p>
      {person.hasSignedIn ? <Restore person={person} /> : <Invite person={person} />}
    </Card>
  );
}

/** For whoever is locked out. Nobody restores their own access. */
function Restore({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const me = useMe();
  const [sent, setSent] = useState(false);
  const { id, name, email } = person;
  if (person.leftOn !== null || id === me.id) return null;
  if (sent) return <p role="status">{say("restored", { email })}</p>;
  return (
    <AskFirst
      deed={RestoreAccessDocument}
      variables={{ input: { personId: id } }}
      consequence={say("restoreWhy", { name })}
      onDone={() => setSent(true)}
    >
      {say("restore")}
    </AskFirst>
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
