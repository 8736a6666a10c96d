/** Where the week begins: what is planned, what waits, whom to talk with, and how it goes. */
import type { ReactNode } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { CommitmentLine } from "../commitments/commitment-line.tsx";
import { HomeDocument, type HomeQuery } from "../gql/graphql.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { NudgeLine } from "../nudges/nudge-line.tsx";
import { isAdmin, manages, useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { Rows } from "../ui/card.tsx";
import { fetched } from "../ui/fetched.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { ClosedTextNotice } from "./closed-text.tsx";
import { GoodNews } from "./good-news.tsx";
import "./home.css";
import { MyGoals } from "./my-goals.tsx";
import { NextTalk } from "./next-talk.tsx";
import { ThisWeek } from "./this-week.tsx";
import { WaitsForYou } from "./waits-for-you.tsx";
import { thisWeek } from "./week.ts";
import { homeWords } from "./words.ts";

/** For few, so nobody else fetches them. */
const FirstDay = fetched(() => import("./first-day.tsx"));
const Notices = fetched(() => import("./notices.tsx"));
const Team = fetched(() => import("./team.tsx"));

export default function Home(): ReactNode {
  const me = useMe();
  const home = useAnswer(HomeDocument, { me: me.id, ...thisWeek() });
  return (
    <>
      <Greeting name={me.name} />
      {isAdmin(me) && <FirstDay />}
      {isAdmin(me) && <Notices />}
      <Answer of={home}>{(data) => <Week data={data} />}</Answer>
    </>
  );
}

function Greeting({ name }: { name: string }): ReactNode {
  const say = useWords(homeWords);
  const { day } = useDates();
  return (
    <PageHead title={say(timeOf(new Date()), { name })} about={day(new Date().toISOString())} />
  );
}

/** Before five nobody is wished a good morning. */
function timeOf(now: Date): "night" | "morning" | "afternoon" | "evening" {
  const hour = now.getHours();
  if (hour < 5) return "night";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}

function Week({ data }: { data: HomeQuery }): ReactNode {
  const me = useMe();
  const [next] = data.ahead.nodes;
  return (
    <div className="columns">
      <div>
        {data.closedText && <ClosedTextNotice since={data.closedText.since} />}
        <NextTalk talk={next} />
        <WaitsForYou />
        <Nudges nudges={data.nudges} />
        <ThisWeek talks={data.week.nodes} />
      </div>
      <div>
        {manages(me) && <Team />}
        <MyGoals goals={data.goals} />
        <Owed owed={data.owed} />
        <GoodNews kept={data.kept.nodes} />
      </div>
    </div>
  );
}

function Nudges({ nudges }: Pick<HomeQuery, "nudges">): ReactNode {
  const say = useWords(homeWords);
  return (
    <Rows
      title={say("nudges")}
      nothing={say("noNudges")}
      of={nudges.nodes}
      row={(nudge) => <NudgeLine key={nudge.id} nudge={nudge} />}
      total={nudges.totalCount}
    />
  );
}

function Owed({ owed }: Pick<HomeQuery, "owed">): ReactNode {
  const say = useWords(homeWords);
  return (
    <Rows
      title={say("theirs")}
      nothing={say("noTheirs")}
      of={owed.nodes}
      row={(each) => <CommitmentLine key={each.id} commitment={each} />}
      total={owed.totalCount}
    />
  );
}
