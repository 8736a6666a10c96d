import type { ReactNode } from "react";
import { Link } from "wouter";
import type { HomeQuery } from "../gql/graphql.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { Rows } from "../ui/card.tsx";
import { Ring } from "../ui/chart/ring.tsx";
import { homeWords } from "./words.ts";

/** One's goals under way, and the way to the check-in. */
export function MyGoals({ goals }: Pick<HomeQuery, "goals">): ReactNode {
  const say = useWords(homeWords);
  const dates = useDates();
  if (goals.nodes.length === 0) return null;
  return (
    <Rows
      title={say("goals")}
      nothing=""
      of={goals.nodes}
      row={(goal) => {
        const text = goal.progress === null ? "–" : dates.percent(goal.progress);
        return (
          <li key={goal.id} className="figure">
            <Ring share={goal.progress} text={text} label={`${goal.title} ${text}`} />
            <span>
              {goal.title}
              {goal.dueOn && (
                <span className="quiet small">{say("dueOn", { day: dates.day(goal.dueOn) })}</span>
              )}
            </span>
          </li>
        );
      }}
    >
      <p className="after-rows">
        <Link href="/goals">{say("checkIn")}</Link>
      </p>
    </Rows>
  );
}
