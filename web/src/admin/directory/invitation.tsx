/** How somebody new comes in for the first time. */
import { useState, type ReactNode } from "react";
import { InvitePersonDocument } from "../../gql/graphql.ts";
import { Card } from "../../shell/card.tsx";
import { DeedButton } from "../../shell/deed-button.tsx";
import { useWords } from "../../words/use-words.ts";
import { Secret } from "../secret.tsx";
import type { Person } from "./asked.ts";
import { personWords } from "./words.ts";

export function Invitation({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const [url, setUrl] = useState<string | null>(null);
  const { name } = person;
  return (
    <Card title={say("signIn")}>
      <p>{say(person.hasSignedIn ? "signedIn" : "signInWhy", { name })}</p>
      {url !== null && (
        <Secret title={say("link", { name })} secret={url} close={() => setUrl(null)} />
      )}
      {!person.hasSignedIn && url === null && (
        <DeedButton
          deed={InvitePersonDocument}
          variables={{ input: { personId: person.id } }}
          onDone={(made) => setUrl(made.url)}
        >
          {say("invite")}
        </DeedButton>
      )}
    </Card>
  );
}
