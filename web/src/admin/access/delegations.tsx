/** Which plugins one lets act for oneself, and the end of that. */
import type { ReactNode } from "react";
import { RevokeDelegationDocument, type AccessQuery } from "../../gql/graphql.ts";
import { Rows } from "../../ui/card.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { accessWords } from "./words.ts";

type Delegation = AccessQuery["delegations"]["nodes"][number];
type Held = AccessQuery["heldScopes"];

interface Props {
  delegations: AccessQuery["delegations"];
  held: Held;
}

export function Delegations({ delegations, held }: Props): ReactNode {
  const say = useWords(accessWords);
  return (
    <Rows
      title={say("apps")}
      nothing={say("appsNone")}
      of={delegations.nodes}
      total={delegations.totalCount}
      row={(each) => <Row key={each.id} delegation={each} held={held} />}
    />
  );
}

function Row({ delegation, held }: { delegation: Delegation; held: Held }): ReactNode {
  const say = useWords(accessWords);
  const dates = useDates();
  const { id, pluginName: name, publisherName: publisher, scopes } = delegation;
  const since = dates.moment(delegation.begunAt);
  const until = dates.day(delegation.goodUntil);
  const meaning = (scope: string): string =>
    held.find((each) => each.scope === scope)?.meaning ?? scope;
  return (
    <li>
      <strong>{say("app", { name, publisher })}</strong>
      <p className="quiet">{say("appFacts", { since, until })}</p>
      <ul className="small">
        {scopes.map((scope) => (
          <li key={scope}>{meaning(scope)}</li>
        ))}
      </ul>
      <AskFirst
        deed={RevokeDelegationDocument}
        variables={{ input: { delegationId: id } }}
        consequence={say("endAppWill", { name })}
        label={say("endAppOf", { name })}
      >
        {say("endApp")}
      </AskFirst>
    </li>
  );
}
