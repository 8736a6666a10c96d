import type { ReactNode } from "react";
import { ResetSecondFactorDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import type { Person } from "./asked.ts";
import { personWords } from "./words.ts";

/** For whoever has lost theirs: another admin helps. */
export function SecondFactor({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const { id, name } = person;
  return (
    <Card title={say("factor")}>
      <p>{say("factorWhy", { name })}</p>
      <div className="actions">
        <AskFirst
          deed={ResetSecondFactorDocument}
          variables={{ input: { personId: id } }}
          consequence={say("resetWill", { name })}
        >
          {say("reset")}
        </AskFirst>
      </div>
    </Card>
  );
}
