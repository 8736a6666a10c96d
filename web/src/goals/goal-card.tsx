import type { ReactNode } from "react";
import type { GoalState } from "../gql/graphql.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { Agreeing } from "./agreeing.tsx";
import { GoalDeeds } from "./goal-deeds.tsx";
import type { Goal } from "./asked.ts";
import { KeyResult } from "./key-result.tsx";
import { Retuning } from "./retuning.tsx";
import { goalStateWords, goalWords } from "./words.ts";

const WARM: readonly GoalState[] = ["PROPOSED", "AGREEING", "RETUNING"];
const PLAIN: readonly GoalState[] = ["CLOSED", "WITHDRAWN", "DRAFT"];

export function GoalCard({ goal }: { goal: Goal }): ReactNode {
  const say = useWords(goalWords);
  const state = useWords(goalStateWords);
  const dates = useDates();
  const look = WARM.includes(goal.state) ? " warm" : PLAIN.includes(goal.state) ? " plain" : "";
  return (
    <article className="card" aria-labelledby={`goal-${goal.id}`}>
      <div className="row-head">
        <h2 id={`goal-${goal.id}`}>{goal.title}</h2>
        <span className={`tag${look}`}>{state(goal.state)}</span>
      </div>
      <div className="terms">
        {goal.why && <p>{say("because", { why: goal.why })}</p>}
        <p className="quiet">
          {goal.measure !== null && say("measured", { measure: goal.measure })}
          {goal.measure !== null && goal.dueOn !== null && " · "}
          {goal.dueOn !== null && say("due", { day: dates.day(goal.dueOn) })}
        </p>
        {goal.parent && <p className="quiet">{say("aligned", { title: goal.parent.title })}</p>}
      </div>
      <ul className="rows">
        {goal.keyResults.map((result) => (
          <KeyResult key={result.id} result={result} goal={goal} />
        ))}
      </ul>
      <Agreeing goal={goal} />
      <Retuning goal={goal} />
      <GoalDeeds goal={goal} />
      {goal.closure && (
        <p className="ended">
          {say("closed", { outcome: state(goal.closure.outcome), reason: goal.closure.reason })}
        </p>
      )}
    </article>
  );
}
