import type { ReactNode } from "react";
import { ConfirmEmailDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import type { Person } from "./asked.ts";
import { personWords } from "./words.ts";

/** It was written by others than an admin: whoever has it could come in as the person. */
export function UnconfirmedAddress({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const { id, name, email } = person;
  return (
    <Card title={say("address")}>
      <p>{say("addressWhy", { name, email })}</p>
      <div className="actions">
        <AskFirst
          deed={ConfirmEmailDocument}
          variables={{ input: { personId: id } }}
          consequence={say("confirmWill", { name, email })}
          harmless
        >
          {say("confirm")}
        </AskFirst>
      </div>
    </Card>
  );
}
