/** How a manager converses, period by period, down to the conversations behind each number. */
import type { Card } from "./asked.ts";
import { Radio } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useParams } from "wouter";
import { useAnswer } from "../api/use-answer.ts";
import {
  RecomputeScorecardDocument,
  ScorecardsDocument,
  type ScorecardGrain,
} from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { DeedButton } from "../ui/form/deed-button.tsx";
import { Lost } from "../app/lost.tsx";
import { isoDay } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { Figures } from "./figures.tsx";
import "./scorecards.css";
import { Sources } from "./sources.tsx";
import { scorecardWords } from "./words.ts";

const GRAINS = ["MONTH", "QUARTER"] as const;

/** One's own at `/scorecard`, another manager's at `/people/:id/scorecard`. */
export default function Scorecard(): ReactNode {
  const me = useMe();
  const { id = me.id } = useParams<{ id?: string }>();
  const [grain, setGrain] = useState<ScorecardGrain>("MONTH");
  const asked = useAnswer(ScorecardsDocument, { manager: id, grain });
  return (
    <Answer of={asked}>
      {(data) =>
        data.person === null ? (
          <Lost />
        ) : (
          <>
            <Head person={data.person} grain={grain} choose={setGrain} />
            <Body cards={data.scorecards.nodes} grain={grain} key={`${id}-${grain}`} />
          </>
        )
      }
    </Answer>
  );
}

interface HeadProps {
  person: { id: string; name: string };
  grain: ScorecardGrain;
  choose: (grain: ScorecardGrain) => void;
}

function Head({ person, grain, choose }: HeadProps): ReactNode {
  const say = useWords(scorecardWords);
  const me = useMe();
  return (
    <div className="page-head">
      <div>
        <h1>{person.id === me.id ? say("mine") : say("of", { name: person.name })}</h1>
        <p className="quiet">{say("why")}</p>
      </div>
      <div className="actions">
        <Radio.Group
          optionType="button"
          aria-label={say("grain")}
          value={grain}
          options={GRAINS.map((value) => ({ value, label: say(value) }))}
          onChange={(event) => choose(event.target.value as ScorecardGrain)}
        />
        <DeedButton
          deed={RecomputeScorecardDocument}
          variables={{ input: { managerId: person.id, grain, day: isoDay() } }}
        >
          {say("compute")}
        </DeedButton>
      </div>
    </div>
  );
}

function Body({ cards, grain }: { cards: Card[]; grain: ScorecardGrain }): ReactNode {
  const say = useWords(scorecardWords);
  const [chosenId, choose] = useState<string | null>(null);
  const chosen = cards.find((card) => card.id === chosenId) ?? cards[0];
  if (chosen === undefined) return <p className="nothing">{say("none")}</p>;
  return (
    <>
      <Figures cards={cards} chosen={chosen} choose={choose} grain={grain} />
      <Sources card={chosen} grain={grain} />
    </>
  );
}
