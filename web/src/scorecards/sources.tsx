import type { ReactNode } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { TalkLine } from "../conversations/talk-line.tsx";
import {
  ScorecardSourcesDocument,
  ScorecardThingsDocument,
  type ScorecardGrain,
  type ScorecardSourcesQuery,
  type ScorecardThingsQuery,
} from "../gql/graphql.ts";
import { Answer } from "../ui/answer.tsx";
import { Card as Section } from "../ui/card.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { touchpointWords } from "../policy/words.ts";
import { usePeriod } from "./period.ts";
import type { Card } from "./asked.ts";
import { scorecardWords } from "./words.ts";

type Source = NonNullable<ScorecardSourcesQuery["scorecard"]>["sources"][number];

const MOST_AT_ONCE = 100;
const INDICATORS = [
  ["COVERAGE", "coverage", "coverageWhy"],
  ["FOLLOW_THROUGH", "followThrough", "followThroughWhy"],
] as const;

/** Each touchpoint and promise that was counted, with the conversation it led to or came from. */
export function Sources({ card, grain }: { card: Card; grain: ScorecardGrain }): ReactNode {
  const say = useWords(scorecardWords);
  const dates = useDates();
  const period = usePeriod();
  const asked = useAnswer(ScorecardSourcesDocument, { id: card.id });
  const moment = dates.moment(card.computedAt);
  return (
    <Section title={say("behind", { period: period(card.periodStart, grain) })}>
      <p className="quiet small">{say("reckoned", { moment, version: card.formulaVersion })}</p>
      <Answer of={asked}>
        {({ scorecard }) => <Indicators sources={scorecard?.sources ?? []} />}
      </Answer>
    </Section>
  );
}

/** What led to no conversation is told by the touchpoint or promise itself. */
function Indicators({ sources }: { sources: Source[] }): ReactNode {
  const say = useWords(scorecardWords);
  const bare = sources.filter((source) => source.conversation === null);
  const ids = bare.map((source) => source.sourceId).slice(0, MOST_AT_ONCE);
  const asked = useAnswer(ScorecardThingsDocument, { ids });
  if (sources.length === 0) return <p className="nothing">{say("noSources")}</p>;
  return INDICATORS.map(([indicator, name, why]) => (
    <Indicator
      key={indicator}
      title={say(name)}
      why={say(why)}
      things={asked.data?.nodes ?? []}
      sources={sources.filter((source) => source.indicator === indicator)}
    />
  ));
}

interface IndicatorProps {
  title: string;
  why: string;
  sources: Source[];
  things: ScorecardThingsQuery["nodes"];
}

function Indicator({ title, why, sources, things }: IndicatorProps): ReactNode {
  const say = useWords(scorecardWords);
  if (sources.length === 0) return null;
  return (
    <section className="indicator">
      <h3>{title}</h3>
      <p className="quiet small">{why}</p>
      <ul className="sources">
        {sources.map((source) => (
          <li key={source.id}>
            <span className={source.favourable ? "tag" : "tag warm"}>
              {say(source.favourable ? "good" : "bad")}
            </span>
            {source.conversation ? (
              <ul>
                <TalkLine talk={source.conversation} />
              </ul>
            ) : (
              <Thing id={source.sourceId} things={things} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Thing({ id, things }: { id: string; things: IndicatorProps["things"] }): ReactNode {
  const say = useWords(scorecardWords);
  const touchpoint = useWords(touchpointWords);
  const dates = useDates();
  const thing = things.find((each) => each !== null && "id" in each && each.id === id);
  if (!thing || !("dueOn" in thing)) return <p className="quiet">{say("notForYou")}</p>;
  const day = dates.day(thing.dueOn);
  if ("text" in thing) return <p>{say("promised", { text: thing.text, day })}</p>;
  return <p>{say("wasDue", { what: touchpoint(thing.kind), name: thing.subject.name, day })}</p>;
}
