/** One connection: how it goes, what it reads, and who is who over there. */
import type { ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useAgainWhile } from "../../api/use-again-while.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { DataConnectionDocument, VendorsDocument } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Lost } from "../../app/lost.tsx";
import { OutsideLink } from "../../ui/outside-link.tsx";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { Accounts } from "./accounts.tsx";
import type { Connection, Vendors } from "./asked.ts";
import { Hook } from "./hook.tsx";
import { Managing } from "./managing.tsx";
import { Sites } from "./sites.tsx";
import { Sources } from "./sources.tsx";
import { Standing } from "./standing.tsx";
import { StateTag } from "./state-tag.tsx";
import { connectionWords } from "./words.ts";

const A_WHILE = 2_000;

export default function ConnectionPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Asking />
    </ForRoles>
  );
}

function Asking(): ReactNode {
  const { id = "" } = useParams<{ id: string }>();
  const asked = useAnswer(DataConnectionDocument, { id });
  const vendors = useAnswer(VendorsDocument, {});
  const connection = asked.data?.dataConnection;
  useAgainWhile(!!connection && isMoving(connection), asked.again, A_WHILE);
  return (
    <Answer of={vendors}>
      {({ vendors: known }) => (
        <Answer of={asked}>
          {({ dataConnection: one }) =>
            one ? <Page connection={one} vendors={known} /> : <Lost />
          }
        </Answer>
      )}
    </Answer>
  );
}

/** Whether something goes on that is worth looking at again soon. */
function isMoving({ state, siteName, backfilledAt, sources }: Connection): boolean {
  const reads = sources.some((source) => source.chosen) && backfilledAt === null;
  const looks = siteName !== null && sources.every((source) => source.kind === "SITE");
  return (
    state === "PENDING" || (state === "CONNECTED" && looks) || (state !== "DISCONNECTED" && reads)
  );
}

function Page({ connection, vendors }: { connection: Connection; vendors: Vendors }): ReactNode {
  const say = useWords(connectionWords);
  const { name, state, siteName, siteUrl } = connection;
  const ended = state === "DISCONNECTED";
  return (
    <>
      <div className="page-head">
        <div>
          <div className="titled">
            <h1>{name}</h1>
            <StateTag state={state} />
          </div>
          {siteName && (
            <p className="quiet">
              <OutsideLink to={siteUrl ?? ""}>{siteName}</OutsideLink>
            </p>
          )}
        </div>
        <Link href="/admin/connections">{say("back")}</Link>
      </div>
      <div className="columns">
        <div>
          <Standing connection={connection}>
            {!ended && <Managing connection={connection} vendors={vendors} />}
          </Standing>
          <Accounts connection={connection} />
        </div>
        <div>
          {!ended && <Sites connection={connection} />}
          {!ended && (
            <Sources key={connection.sources.length} connection={connection} vendors={vendors} />
          )}
          {!ended && <Hook connection={connection} />}
        </div>
      </div>
    </>
  );
}
