import type { ReactNode } from "react";
import type { WebhookEndpointState, WebhookEndpointsQuery } from "../../gql/graphql.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { endpointWords } from "./words.ts";

const LOOKS: Readonly<Record<WebhookEndpointState, string>> = {
  ACTIVE: "tag",
  PAUSED: "tag plain",
  SWITCHED_OFF: "tag warm",
};

type Listed = WebhookEndpointsQuery["webhookEndpoints"]["nodes"][number];

interface Props {
  endpoint: Pick<
    Listed,
    "succeededAt" | "failingSince" | "failures" | "waiting" | "switchedOffBecause"
  >;
}

export function StateTag({ state }: { state: WebhookEndpointState }): ReactNode {
  const say = useWords(endpointWords);
  return <span className={LOOKS[state]}>{say(state)}</span>;
}

/** How it has been answering. */
export function Health({ endpoint }: Props): ReactNode {
  const say = useWords(endpointWords);
  const dates = useDates();
  const { succeededAt, failingSince, failures, waiting, switchedOffBecause } = endpoint;
  const facts = [
    succeededAt === null ? say("untried") : say("succeeded", { when: dates.moment(succeededAt) }),
    ...(waiting > 0 ? [say("waiting", { count: dates.number(waiting) })] : []),
  ];
  return (
    <>
      {switchedOffBecause !== null && <p className="late">{say(switchedOffBecause)}</p>}
      {failingSince !== null && (
        <p className="late">{say("failing", { since: dates.moment(failingSince), failures })}</p>
      )}
      <p className="quiet">{facts.join(" · ")}</p>
    </>
  );
}
