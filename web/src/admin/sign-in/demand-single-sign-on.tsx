import type { ReactNode } from "react";
import { DemandSingleSignOnDocument, type IdentityProvidersQuery } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { singleSignOnWords } from "./single-sign-on-words.ts";

type Policy = NonNullable<IdentityProvidersQuery["signInPolicy"]>;

/** Whether people come in by the company's own accounts alone. */
export function DemandSingleSignOn({ policy }: { policy: Policy }): ReactNode {
  const say = useWords(singleSignOnWords);
  const demanded = policy.demandsSingleSignOn;
  return (
    <Card title={say("title")}>
      <p>{say(demanded ? "on" : "off")}</p>
      {demanded || policy.mayDemandSingleSignOn ? (
        <div className="actions">
          <AskFirst
            deed={DemandSingleSignOnDocument}
            variables={{ input: { demanded: !demanded } }}
            consequence={say(demanded ? "stopWill" : "demandWill")}
            harmless={demanded}
          >
            {say(demanded ? "stop" : "demand")}
          </AskFirst>
        </div>
      ) : (
        <p className="quiet">{say("first")}</p>
      )}
    </Card>
  );
}
