/** One delivery: what is sent, and what came of each attempt. */
import type { ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import {
  ReplayWebhookDeliveryDocument,
  WebhookDeliveryDocument,
  type WebhookDeliveryQuery,
} from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Card, Rows } from "../../ui/card.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { Lost } from "../../app/lost.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { LOOKS } from "./deliveries.tsx";
import { deliveryWords } from "./words.ts";

type Delivery = NonNullable<WebhookDeliveryQuery["webhookDelivery"]>;
type Attempt = Delivery["log"][number];

export default function DeliveryPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Asking />
    </ForRoles>
  );
}

function Asking(): ReactNode {
  const { id = "" } = useParams<{ id: string }>();
  const asked = useAnswer(WebhookDeliveryDocument, { id });
  return (
    <Answer of={asked}>
      {({ webhookDelivery: one }) => (one ? <Page delivery={one} /> : <Lost />)}
    </Answer>
  );
}

function Page({ delivery }: { delivery: Delivery }): ReactNode {
  const say = useWords(deliveryWords);
  const { type, state, endpoint } = delivery;
  return (
    <>
      <div className="page-head">
        <div>
          <div className="titled">
            <h1>{say("one", { type })}</h1>
            <span className={LOOKS[state]}>{say(state)}</span>
          </div>
          <p className="quiet">
            <Link href={`/admin/webhooks/${endpoint.id}`}>
              {say("to", { name: endpoint.name })}
            </Link>
          </p>
        </div>
        {state !== "WAITING" && endpoint.state === "ACTIVE" && (
          <DeedButton
            deed={ReplayWebhookDeliveryDocument}
            variables={{ input: { deliveryId: delivery.id } }}
          >
            {say("again")}
          </DeedButton>
        )}
      </div>
      <Rows
        title={say("attempts")}
        nothing={say("noAttempts")}
        of={delivery.log}
        row={(attempt) => <AttemptRow key={attempt.madeAt} attempt={attempt} />}
      />
      <Card title={say("body")}>
        <p className="quiet small">{say("id", { id: delivery.eventId })}</p>
        {delivery.body === null ? (
          <p className="quiet">{say("bodyNotYours")}</p>
        ) : (
          <pre tabIndex={0}>{pretty(delivery.body)}</pre>
        )}
      </Card>
    </>
  );
}

function AttemptRow({ attempt }: { attempt: Attempt }): ReactNode {
  const say = useWords(deliveryWords);
  const dates = useDates();
  const { madeAt, milliseconds, status, answer, trouble } = attempt;
  const came = status !== null && status >= 200 && status < 300;
  return (
    <li>
      <p>
        <strong {...(!came && { className: "late" })}>
          {status === null ? <Trouble trouble={trouble ?? ""} /> : say("status", { status })}
        </strong>
      </p>
      <p className="quiet">{say("attempt", { when: dates.moment(madeAt), milliseconds })}</p>
      {answer && (
        <details>
          <summary>{say("answer")}</summary>
          <pre tabIndex={0}>{answer}</pre>
        </details>
      )}
    </li>
  );
}

function Trouble({ trouble }: { trouble: string }): ReactNode {
  const say = useWords(deliveryWords);
  switch (trouble) {
    case "BLOCKED":
    case "UNREACHABLE":
    case "TIMEOUT":
    case "UNKNOWN_HOST":
      return say(trouble);
    default:
      return say("OTHER", { trouble });
  }
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
