import type { ReactNode } from "react";
import { Card } from "../../ui/card.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import type { Connection } from "./asked.ts";
import { stateWords } from "./words.ts";

interface Props {
  connection: Connection;
  children?: ReactNode;
}

/** Whether it works, why not, how far it has read, and what that cost. */
export function Standing({ connection, children }: Props): ReactNode {
  const say = useWords(stateWords);
  return (
    <Card title={say("how")}>
      <Trouble connection={connection} />
      <Next connection={connection} />
      <Progress connection={connection} />
      <Times connection={connection} />
      {children}
    </Card>
  );
}

function Trouble({ connection }: Props): ReactNode {
  const say = useWords(stateWords);
  const dates = useDates();
  const { state, lastError, troubledSince, consentPath, checkedAt } = connection;
  if (lastError !== null && state !== "DISCONNECTED") {
    const since = troubledSince === null ? null : dates.moment(troubledSince);
    return (
      <p role="status" className="late">
        {since === null ? lastError : say("trouble", { error: lastError, since })}
      </p>
    );
  }
  if (state !== "PENDING") return null;
  return (
    <p role="status">{say(consentPath !== null && checkedAt === null ? "waits" : "looking")}</p>
  );
}

/** What an admin has yet to do before anything is read. */
function Next({ connection }: Props): ReactNode {
  const say = useWords(stateWords);
  const { state, lastError, siteName, sources } = connection;
  const works = state === "CONNECTED" || (state === "PENDING" && sources.length > 0);
  if (lastError !== null || !works || sources.some((source) => source.chosen)) return null;
  return <p role="status">{say(siteName === null ? "chooseSite" : "choose")}</p>;
}

function Progress({ connection }: Props): ReactNode {
  const say = useWords(stateWords);
  const dates = useDates();
  const { itemsRead, itemsExpected, backfilledAt, sources } = connection;
  const read = dates.number(itemsRead);
  if (backfilledAt !== null) {
    return <p>{say("complete", { when: dates.moment(backfilledAt), read })}</p>;
  }
  if (!sources.some((source) => source.chosen)) return null;
  if (itemsExpected === null) return <p role="status">{say("counting", { read })}</p>;
  return (
    <>
      <p>{say("backfill", { read, expected: dates.number(itemsExpected) })}</p>
      <progress
        aria-label={say("progress")}
        value={Math.min(itemsRead, itemsExpected)}
        max={Math.max(itemsExpected, 1)}
      />
    </>
  );
}

function Times({ connection }: Props): ReactNode {
  const say = useWords(stateWords);
  const dates = useDates();
  const { checkedAt, syncedAt, heardAt, hooksExpireAt, pausedUntil } = connection;
  const { pointsSpent, pointsSpentByAll, itemsOutOfSight, unreadable } = connection;
  const moment = (at: string | null): string => (at === null ? say("never") : dates.moment(at));
  return (
    <dl className="facts">
      <dt>{say("checked")}</dt>
      <dd>{moment(checkedAt)}</dd>
      <dt>{say("synced")}</dt>
      <dd>{moment(syncedAt)}</dd>
      <dt>{say("heard")}</dt>
      <dd>{moment(heardAt)}</dd>
      {itemsOutOfSight > 0 && (
        <>
          <dt>{say("outOfSight")}</dt>
          <dd>{say("outOfSightCount", { count: dates.number(itemsOutOfSight) })}</dd>
        </>
      )}
      {unreadable.length > 0 && (
        <>
          <dt>{say("unreadable")}</dt>
          <dd>{unreadable.join(", ")}</dd>
        </>
      )}
      {hooksExpireAt !== null && (
        <>
          <dt>{say("hooks")}</dt>
          <dd>{moment(hooksExpireAt)}</dd>
        </>
      )}
      {pausedUntil !== null && new Date(pausedUntil) > new Date() && (
        <>
          <dt>{say("paused")}</dt>
          <dd>{moment(pausedUntil)}</dd>
        </>
      )}
      {pointsSpent !== null && (
        <>
          <dt>{say("budget")}</dt>
          <dd>
            {say("points", {
              mine: dates.number(pointsSpent),
              all: dates.number(pointsSpentByAll ?? pointsSpent),
            })}
          </dd>
        </>
      )}
    </dl>
  );
}
