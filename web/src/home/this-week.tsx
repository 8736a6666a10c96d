import type { ReactNode } from "react";
import { Link } from "wouter";
import { StateTag, useTitle } from "../conversations/talk-line.tsx";
import type { TalkLineFragment } from "../gql/graphql.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { Card } from "../ui/card.tsx";
import { homeWords } from "./words.ts";

/** The conversations of this week, day by day. */
export function ThisWeek({ talks }: { talks: readonly TalkLineFragment[] }): ReactNode {
  const say = useWords(homeWords);
  const dates = useDates();
  const days = [...new Set(talks.map(({ startsAt }) => dates.day(startsAt ?? "")))];
  return (
    <Card title={say("week")} {...(talks.length === 0 && { nothing: say("noWeek") })}>
      {days.map((day) => (
        <section key={day} className="day">
          <h3>{day}</h3>
          <ul className="rows">
            {talks
              .filter(({ startsAt }) => dates.day(startsAt ?? "") === day)
              .map((talk) => (
                <Line key={talk.id} talk={talk} />
              ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}

function Line({ talk }: { talk: TalkLineFragment }): ReactNode {
  const title = useTitle();
  const dates = useDates();
  return (
    <li className="row-head">
      <Link href={`/conversations/${talk.id}`}>{title(talk)}</Link>
      <span className="tags">
        <span className="quiet">{talk.startsAt && dates.time(talk.startsAt)}</span>
        <StateTag state={talk.state} />
      </span>
    </li>
  );
}
