import { Radio } from "antd";
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../../asking/use-answer.ts";
import {
  ReplayWebhookDeliveryDocument,
  WebhookDeliveriesDocument,
  type WebhookDeliveriesQuery,
  type WebhookDeliveryState,
} from "../../gql/graphql.ts";
import { Answer } from "../../shell/answer.tsx";
import { Card } from "../../shell/card.tsx";
import { DeedButton } from "../../shell/deed-button.tsx";
import { useDates } from "../../words/use-dates.ts";
import { useWords } from "../../words/use-words.ts";
import { Pager } from "../pager.tsx";
import type { Endpoint } from "./asked.ts";
import { deliveryWords } from "./words.ts";

const STATES = ["WAITING", "DELIVERED", "FAILED"] as const;
export const LOOKS: Readonly<Record<WebhookDeliveryState, string>> = {
  WAITING: "tag plain",
  DELIVERED: "tag",
  FAILED: "tag warm",
};

type Delivery = WebhookDeliveriesQuery["webhookDeliveries"]["nodes"][number];

/** What was sent to an endpoint, the newest first. */
export function Deliveries({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const say = useWords(deliveryWords);
  const [state, setState] = useState<WebhookDeliveryState | null>(null);
  const [after, turn] = useState<string | null>(null);
  const asked = useAnswer(WebhookDeliveriesDocument, { endpoint: endpoint.id, state, after });
  const choose = (chosen: WebhookDeliveryState | null): void => {
    setState(chosen);
    turn(null);
  };
  return (
    <Card title={say("title")}>
      <Radio.Group
        className="states"
        aria-label={say("show")}
        optionType="button"
        value={state}
        options={[
          { value: null, label: say("any") },
          ...STATES.map((value) => ({ value, label: say(value) })),
        ]}
        onChange={({ target }) => choose(target.value as WebhookDeliveryState | null)}
      />
      <Answer of={asked}>
        {({ webhookDeliveries: { nodes, pageInfo } }) => (
          <>
            {nodes.length === 0 && <p className="nothing">{say("none")}</p>}
            <ul className="rows">
              {nodes.map((one) => (
                <Row key={one.id} delivery={one} mayReplay={endpoint.state === "ACTIVE"} />
              ))}
            </ul>
            <Pager pageInfo={pageInfo} after={after} turn={turn} />
          </>
        )}
      </Answer>
    </Card>
  );
}

function Row({ delivery, mayReplay }: { delivery: Delivery; mayReplay: boolean }): ReactNode {
  const say = useWords(deliveryWords);
  const dates = useDates();
  const { type, state, attempts } = delivery;
  const when = dates.moment(delivery.createdAt);
  const next = say("next", { when: dates.moment(delivery.dueAt) });
  return (
    <li>
      <div className="row-head">
        <Link href={`/admin/webhooks/deliveries/${delivery.id}`}>{type}</Link>
        <span className={LOOKS[state]}>{say(state)}</span>
      </div>
      <p className="quiet">
        {say("line", { when, attempts })}
        {state === "WAITING" && attempts > 0 && ` · ${next}`}
      </p>
      {state !== "WAITING" && mayReplay && (
        <DeedButton
          small
          deed={ReplayWebhookDeliveryDocument}
          variables={{ input: { deliveryId: delivery.id } }}
          label={say("againOf", { type, when })}
        >
          {say("again")}
        </DeedButton>
      )}
    </li>
  );
}
