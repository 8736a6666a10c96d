/** One endpoint: how it does, what it hears of, its secrets, and what was sent to it. */
import type { Endpoint } from "./asked.ts";
import type { ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import { WebhookEndpointDocument } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Card } from "../../ui/card.tsx";
import { Lost } from "../../app/lost.tsx";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { Deliveries } from "./deliveries.tsx";
import { AmendForm } from "./endpoint-form.tsx";
import { Health, StateTag } from "./health.tsx";
import { Managing } from "./managing.tsx";
import { Replaying } from "./replaying.tsx";
import { Secrets } from "./secrets.tsx";
import { endpointFormWords, endpointWords, managingWords } from "./words.ts";

export default function EndpointPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Asking />
    </ForRoles>
  );
}

function Asking(): ReactNode {
  const { id = "" } = useParams<{ id: string }>();
  const asked = useAnswer(WebhookEndpointDocument, { id });
  return (
    <Answer of={asked}>
      {({ webhookEndpoint: one }) => (one ? <Page endpoint={one} /> : <Lost />)}
    </Answer>
  );
}

function Page({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const say = useWords(endpointWords);
  const my = useWords(managingWords);
  return (
    <>
      <div className="page-head">
        <div>
          <div className="titled">
            <h1>{endpoint.name}</h1>
            <StateTag state={endpoint.state} />
          </div>
          <p className="quiet">{endpoint.url}</p>
        </div>
        <Link href="/admin/webhooks">{say("back")}</Link>
      </div>
      <div className="columns">
        <div>
          <Card title={my("health")}>
            <Health endpoint={endpoint} />
            <Managing endpoint={endpoint} />
          </Card>
          <Deliveries endpoint={endpoint} />
        </div>
        <div>
          <Settings endpoint={endpoint} />
          <Secrets endpoint={endpoint} />
          {endpoint.state === "ACTIVE" && <Replaying endpoint={endpoint} />}
        </div>
      </div>
    </>
  );
}

function Settings({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const say = useWords(endpointFormWords);
  const my = useWords(managingWords);
  return (
    <Card title={my("settings")}>
      <p>
        <code>{endpoint.events.join("  ")}</code>
      </p>
      {endpoint.document !== null && <pre tabIndex={0}>{endpoint.document}</pre>}
      <p className="quiet">
        {say("throttle")}: {endpoint.throttle}
        {endpoint.ordered && ` · ${say("ordered")}`}
      </p>
      {endpoint.kind === "COMPANY" && (
        <Opener open={my("change")}>
          {(close) => <AmendForm endpoint={endpoint} close={close} />}
        </Opener>
      )}
    </Card>
  );
}
