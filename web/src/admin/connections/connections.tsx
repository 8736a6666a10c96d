/** The systems that are read, and how another one is connected. */
import type { ReactNode } from "react";
import { Link, Redirect, useSearchParams } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import { DataConnectionsDocument, type DataConnectionsQuery } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Card, Rows } from "../../ui/card.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { StateTag } from "./state-tag.tsx";
import { connectionWords } from "./words.ts";

type Listed = DataConnectionsQuery["dataConnections"]["nodes"][number];

export default function Connections(): ReactNode {
  const [params] = useSearchParams();
  // Whoever has consented elsewhere comes back here.
  const returned = params.get("connection");
  if (returned !== null) return <Redirect replace to={`/admin/connections/${returned}`} />;
  return (
    <ForRoles roles={["ADMIN"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(connectionWords);
  const asked = useAnswer(DataConnectionsDocument, {});
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{say("title")}</h1>
          <p className="quiet">{say("what")}</p>
        </div>
      </div>
      <div className="before-list">
        <Opener primary open={say("connect")}>
          {(close) => (
            <Card title={say("connect")}>
              <ConnectForm close={close} />
            </Card>
          )}
        </Opener>
      </div>
      <Answer of={asked}>
        {({ dataConnections }) => (
          <Rows
            title={say("list")}
            nothing={say("none")}
            of={dataConnections.nodes}
            total={dataConnections.totalCount}
            row={(one) => <Row key={one.id} connection={one} />}
          />
        )}
      </Answer>
    </>
  );
}

function Row({ connection }: { connection: Listed }): ReactNode {
  const say = useWords(connectionWords);
  const dates = useDates();
  const { name, siteName, state, lastError } = connection;
  const read = say("read", { count: dates.number(connection.itemsRead) });
  return (
    <li>
      <div className="row-head">
        <strong>
          <Link href={`/admin/connections/${connection.id}`}>{name}</Link>
        </strong>
        <StateTag state={state} />
      </div>
      <p className="quiet">{[siteName, read].filter(Boolean).join(" · ")}</p>
      {lastError !== null && state !== "DISCONNECTED" && <p className="late">{lastError}</p>}
    </li>
  );
}
