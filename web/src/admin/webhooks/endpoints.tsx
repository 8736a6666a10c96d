/** The addresses that hear of what happens, and how each does. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import { WebhookEndpointsDocument, type WebhookEndpointsQuery } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Card, Rows } from "../../ui/card.tsx";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { CreateForm } from "./endpoint-form.tsx";
import { Health, StateTag } from "./health.tsx";
import { endpointWords } from "./words.ts";

type Listed = WebhookEndpointsQuery["webhookEndpoints"]["nodes"][number];

export default function Endpoints(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(endpointWords);
  const asked = useAnswer(WebhookEndpointsDocument, {});
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{say("title")}</h1>
          <p className="quiet">{say("what")}</p>
        </div>
      </div>
      <div className="before-list">
        <Opener primary open={say("add")}>
          {(close) => (
            <Card title={say("add")}>
              <CreateForm close={close} />
            </Card>
          )}
        </Opener>
      </div>
      <Answer of={asked}>
        {({ webhookEndpoints }) => (
          <Rows
            title={say("list")}
            nothing={say("none")}
            of={webhookEndpoints.nodes}
            total={webhookEndpoints.totalCount}
            row={(one) => <Row key={one.id} endpoint={one} />}
          />
        )}
      </Answer>
    </>
  );
}

function Row({ endpoint }: { endpoint: Listed }): ReactNode {
  const say = useWords(endpointWords);
  return (
    <li>
      <div className="row-head">
        <strong>
          <Link href={`/admin/webhooks/${endpoint.id}`}>{endpoint.name}</Link>
        </strong>
        <span className="tags">
          {endpoint.kind === "PLUGIN" && <span className="tag plain">{say("ofPlugin")}</span>}
          <StateTag state={endpoint.state} />
        </span>
      </div>
      <p className="quiet">{endpoint.url}</p>
      <Health endpoint={endpoint} />
    </li>
  );
}
