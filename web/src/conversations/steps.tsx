import type { ReactNode } from "react";
import type { ConversationState } from "../gql/graphql.ts";
import { useWords } from "../i18n/use-words.ts";
import { stepWords } from "./page-words.ts";

const STEPS = ["plan", "prepare", "talk", "record", "close"] as const;

/** Which step a state is at; those that end otherwise have none. */
const AT: Partial<Record<ConversationState, number>> = {
  PLANNED: 0,
  SCHEDULED: 1,
  PREPARING: 1,
  READY: 2,
  IN_PROGRESS: 2,
  HELD: 3,
  RECORDED: 4,
  CLOSED: 5,
};

export function Steps({ state }: { state: ConversationState }): ReactNode {
  const say = useWords(stepWords);
  const at = AT[state];
  if (at === undefined) return null;
  return (
    <ol className="steps" aria-label={say("steps")}>
      {STEPS.map((step, place) => (
        <li
          key={step}
          className={place < at ? "done" : ""}
          {...(place === at && { "aria-current": "step" })}
        >
          {say(step)}
        </li>
      ))}
    </ol>
  );
}
