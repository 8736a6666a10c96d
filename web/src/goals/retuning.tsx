/** A change to what was agreed: it holds once the other side says yes, and the old terms stay known. */
import type { ReactNode } from "react";
import { ConfirmRevisionDocument, DeclineRevisionDocument } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { DeedButton } from "../ui/form/deed-button.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Goal } from "./asked.ts";
import { goalWords } from "./words.ts";

export function Retuning({ goal }: { goal: Goal }): ReactNode {
  const say = useWords(goalWords);
  const dates = useDates();
  const me = useMe();
  const proposed = goal.revisions.find((revision) => revision.state === "PROPOSED");
  if (proposed === undefined) return null;
  const variables = { input: { goalId: goal.id } };
  const own = proposed.proposedBy.id === me.id;
  const terms = [
    ...(proposed.measure !== null ? [say("newMeasure", { measure: proposed.measure })] : []),
    ...(proposed.dueOn !== null ? [say("newDue", { day: dates.day(proposed.dueOn) })] : []),
    ...proposed.targetChanges.map((change) =>
      say("newTarget", {
        title: change.keyResult.title,
        former: dates.number(change.formerTarget),
        target: dates.number(change.target),
      }),
    ),
  ];
  return (
    <section className="agreeing">
      <h3>{say("revision", { name: proposed.proposedBy.name, reason: proposed.reason })}</h3>
      <p>{terms.join(" · ")}</p>
      <div className="actions">
        {!own && (
          <DeedButton deed={ConfirmRevisionDocument} variables={variables} look="primary">
            {say("confirm")}
          </DeedButton>
        )}
        <DeedButton deed={DeclineRevisionDocument} variables={variables}>
          {say(own ? "takeBack" : "decline")}
        </DeedButton>
      </div>
    </section>
  );
}
