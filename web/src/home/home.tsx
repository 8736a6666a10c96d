/** Where the day begins: what comes next, what is owed, what calls for a conversation. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer.ts";
import { CommitmentLine } from "../commitments/commitment-line.tsx";
import { TalkLine } from "../conversations/talk-line.tsx";
import { HomeDocument, type HomeQuery, type TalkLineFragment } from "../gql/graphql.ts";
import { NudgeLine } from "../nudges/nudge-line.tsx";
import { isAdmin, useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { Rows } from "../ui/card.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { ClosedTextNotice } from "./closed-text.tsx";
import "./home.css";
import { NextTalk } from "./next-talk.tsx";
import { Notices } from "./notices.tsx";
import { homeWords } from "./words.ts";

export default function Home(): ReactNode {
  const me = useMe();
  const home = useAnswer(HomeDocument, { me: me.id });
  return (
    <>
      <Greeting name={me.name} />
      {isAdmin(me) && <Notices />}
      <Answer of={home}>{(data) => <Day data={data} />}</Answer>
    </>
  );
}

function Greeting({ name }: { name: string }): ReactNode {
  const say = useWords(homeWords);
  const dates = useDates();
  const hour = new Date().getHours();
  const time = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  return (
    <div className="page-head">
      <div>
        <h1>{say(time, { name })}</h1>
        <p className="quiet">{dates.day(new Date().toISOString())}</p>
      </div>
    </div>
  );
}

function Day({ data }: { data: HomeQuery }): ReactNode {
  const say = useWords(homeWords);
  const me = useMe();
  const [next, ...later] = data.ahead.nodes;
  const owed = data.commitments.nodes;
  return (
    <div className="columns">
      <div>
        {data.closedText && <ClosedTextNotice since={data.closedText.since} />}
        <NextTalk talk={next} />
        <Shared records={data.shared.nodes} />
        <Rows
          title={say("nudges")}
          nothing={say("noNudges")}
          of={data.nudges.nodes}
          row={(nudge) => <NudgeLine key={nudge.id} nudge={nudge} />}
        />
        <Talks title={say("later")} talks={later} />
        <Talks title={say("unfinished")} talks={data.unfinished.nodes} />
      </div>
      <div>
        <Rows
          title={say("mine")}
          nothing={say("noMine")}
          of={owed.filter((each) => each.owner.id === me.id)}
          row={(each) => <CommitmentLine key={each.id} commitment={each} />}
        />
        <Rows
          title={say("theirs")}
          nothing={say("noTheirs")}
          of={owed.filter((each) => each.counterpart.id === me.id)}
          row={(each) => <CommitmentLine key={each.id} commitment={each} />}
        />
      </div>
    </div>
  );
}

function Talks({ title, talks }: { title: string; talks: TalkLineFragment[] }): ReactNode {
  if (talks.length === 0) return null;
  return (
    <Rows
      title={title}
      nothing=""
      of={talks}
      row={(talk) => <TalkLine key={talk.id} talk={talk} />}
    />
  );
}

function Shared({ records }: { records: HomeQuery["shared"]["nodes"] }): ReactNode {
  const say = useWords(homeWords);
  const dates = useDates();
  if (records.length === 0) return null;
  const line = (record: (typeof records)[number]): ReactNode => (
    <li key={record.id}>
      <Link href={`/records/${record.id}`}>
        {say("sharedLine", { day: dates.day(record.occurredAt), name: record.manager.name })}
      </Link>
    </li>
  );
  return <Rows title={say("shared")} nothing="" of={records} row={line} className="warm" />;
}
