/** Where the day begins: what comes next, what is owed, what calls for a conversation. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../asking/use-answer.ts";
import { CommitmentLine } from "../commitments/commitment-line.tsx";
import { TalkLine } from "../conversations/talk-line.tsx";
import { HomeDocument, type HomeQuery, type TalkLineFragment } from "../gql/graphql.ts";
import { NudgeLine } from "../nudges/nudge-line.tsx";
import { useMe } from "../people/me.ts";
import { Answer } from "../shell/answer.tsx";
import { useDates } from "../words/use-dates.ts";
import { useWords } from "../words/use-words.ts";
import "./home.css";
import { NextTalk } from "./next-talk.tsx";
import { homeWords } from "./words.ts";

export default function Home(): ReactNode {
  const me = useMe();
  const home = useAnswer(HomeDocument, { me: me.id });
  return (
    <>
      <Greeting name={me.name} />
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
        <NextTalk talk={next} />
        {data.shared.nodes.length > 0 && <Shared records={data.shared.nodes} />}
        <Card title={say("nudges")} nothing={say("noNudges")}>
          {data.nudges.nodes.map((nudge) => (
            <NudgeLine key={nudge.id} nudge={nudge} />
          ))}
        </Card>
        <Talks title={say("later")} talks={later} />
        <Talks title={say("unfinished")} talks={data.unfinished.nodes} />
      </div>
      <div>
        <Card title={say("mine")} nothing={say("noMine")}>
          {owed
            .filter((each) => each.owner.id === me.id)
            .map((each) => (
              <CommitmentLine key={each.id} commitment={each} />
            ))}
        </Card>
        <Card title={say("theirs")} nothing={say("noTheirs")}>
          {owed
            .filter((each) => each.counterpart.id === me.id)
            .map((each) => (
              <CommitmentLine key={each.id} commitment={each} />
            ))}
        </Card>
      </div>
    </div>
  );
}

function Talks({ title, talks }: { title: string; talks: TalkLineFragment[] }): ReactNode {
  if (talks.length === 0) return null;
  return (
    <Card title={title} nothing="">
      {talks.map((talk) => (
        <TalkLine key={talk.id} talk={talk} />
      ))}
    </Card>
  );
}

interface CardProps {
  title: string;
  nothing: string;
  children: ReactNode[];
}

function Card({ title, nothing, children }: CardProps): ReactNode {
  return (
    <section className="card">
      <h2>{title}</h2>
      {children.length > 0 ? <ul className="rows">{children}</ul> : <p className="nothing">{nothing}</p>}
    </section>
  );
}

function Shared({ records }: { records: HomeQuery["shared"]["nodes"] }): ReactNode {
  const say = useWords(homeWords);
  const dates = useDates();
  return (
    <section className="card warm">
      <h2>{say("shared")}</h2>
      <ul className="rows">
        {records.map((record) => (
          <li key={record.id}>
            <Link href={`/records/${record.id}`}>
              {say("sharedLine", { day: dates.day(record.occurredAt), name: record.manager.name })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
