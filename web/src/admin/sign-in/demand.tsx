import type { ReactNode } from "react";
import { DemandSecondFactorDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { demandWords } from "./domain-words.ts";

/** Whether the company asks for a second factor of whoever holds a role. */
export function Demand({ demanded }: { demanded: boolean }): ReactNode {
  const say = useWords(demandWords);
  return (
    <Card title={say("title")}>
      <p>{say(demanded ? "on" : "off")}</p>
      <div className="actions">
        <AskFirst
          deed={DemandSecondFactorDocument}
          variables={{ input: { demanded: !demanded } }}
          consequence={say(demanded ? "stopWill" : "demandWill")}
          harmless={!demanded}
        >
          {say(demanded ? "stop" : "demand")}
        </AskFirst>
      </div>
    </Card>
  );
}
