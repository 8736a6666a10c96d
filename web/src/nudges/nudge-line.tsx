import { Button } from "../ui/controls.ts";
import { useEffect, useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { ask } from "../api/ask.ts";
import { useDeed } from "../api/use-deed.ts";
import {
  AnswerTouchpointDocument,
  MarkNudgeSeenDocument,
  type NudgeLineFragment,
} from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { DeedAlert } from "../ui/form/deed-alert.tsx";
import { fetched } from "../ui/fetched.tsx";
import { isoDay, useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { nudgeWords } from "./words.ts";

const Assign = fetched(() => import("./assign.tsx"));
const NotNow = fetched(() => import("./not-now.tsx"));

/** What to do, why, and by when; and the first step of doing it. */
export function NudgeLine({ nudge }: { nudge: NudgeLineFragment }): ReactNode {
  const say = useWords(nudgeWords);
  const day = useDates().day(nudge.dueOn);
  const late = nudge.dueOn < isoDay();
  const [putAway, setPutAway] = useState(false);
  useSeen(nudge);
  return (
    <li>
      <div className="row-head">
        <h3>{nudge.what}</h3>
        <span className={late ? "tag warm" : "tag"}>{say(late ? "overdue" : "due", { day })}</span>
      </div>
      <p className="quiet">{nudge.why}</p>
      <div className="actions">
        <FirstStep nudge={nudge} />
        <Button type="text" aria-expanded={putAway} onClick={() => setPutAway(!putAway)}>
          {say("notNow")}
        </Button>
      </div>
      {putAway && <NotNow nudgeId={nudge.id} close={() => setPutAway(false)} />}
    </li>
  );
}

/** Once it has been on the screen, it is known to have been read. */
function useSeen({ id, state }: NudgeLineFragment): void {
  useEffect(() => {
    // Whether that arrives changes nothing on this page.
    if (state === "OPEN") ask(MarkNudgeSeenDocument, { input: { nudgeId: id } }).catch(() => null);
  }, [id, state]);
}

function FirstStep({ nudge }: { nudge: NudgeLineFragment }): ReactNode {
  const say = useWords(nudgeWords);
  const me = useMe();
  const [, go] = useLocation();
  const answer = useDeed(AnswerTouchpointDocument);
  const touchpoint = nudge.touchpoint;
  if (touchpoint === null) return null;
  if (touchpoint.owner === null) {
    return <Assign touchpointId={touchpoint.id} about={touchpoint.subject} />;
  }
  if (touchpoint.owner.id !== me.id) return <p>{say("handed", { name: touchpoint.owner.name })}</p>;
  if (touchpoint.conversationId !== null) {
    return <Link href={`/conversations/${touchpoint.conversationId}`}>{say("open")}</Link>;
  }
  const prepare = async (): Promise<void> => {
    const done = await answer.run({ input: { touchpointId: touchpoint.id } });
    if (done?.conversation) go(`/conversations/${done.conversation.id}`);
  };
  return (
    <>
      <Button type="primary" loading={answer.busy} onClick={() => void prepare()}>
        {say("prepare")}
      </Button>
      <DeedAlert of={answer} />
    </>
  );
}
