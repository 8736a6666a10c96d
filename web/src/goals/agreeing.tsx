/** Both sides say yes to three things, one by one; then it becomes active. */
import type { ReactNode } from "react";
import {
  ActivateGoalDocument,
  TickGoalDocument,
  WithdrawGoalDocument,
  type TickKind,
} from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { DeedButton } from "../ui/form/deed-button.tsx";
import { useWords } from "../i18n/use-words.ts";
import type { Goal } from "./asked.ts";
import { goalWords } from "./words.ts";

const KINDS = ["UNDERSTANDING", "MEASURE", "PATH"] as const;

export function Agreeing({ goal }: { goal: Goal }): ReactNode {
  const say = useWords(goalWords);
  if (goal.state !== "PROPOSED" && goal.state !== "AGREEING") return null;
  const variables = { input: { goalId: goal.id } };
  return (
    <section className="agreeing">
      <h3>{say("agree")}</h3>
      <p className="quiet">{say("agreeWhy")}</p>
      <ul>
        {KINDS.map((kind) => (
          <Tick key={kind} kind={kind} goal={goal} />
        ))}
      </ul>
      <div className="actions">
        {goal.state === "AGREEING" && (
          <DeedButton deed={ActivateGoalDocument} variables={variables} look="primary">
            {say("activate")}
          </DeedButton>
        )}
        {goal.state === "PROPOSED" && (
          <DeedButton deed={WithdrawGoalDocument} variables={variables} look="text">
            {say("withdraw")}
          </DeedButton>
        )}
      </div>
    </section>
  );
}

function Tick({ kind, goal }: { kind: TickKind; goal: Goal }): ReactNode {
  const say = useWords(goalWords);
  const me = useMe();
  const ticks = goal.ticks.filter((tick) => tick.kind === kind);
  const said = ticks.map((tick) =>
    tick.side === "OWNER"
      ? say("tickedByOwner", { name: goal.owner.name })
      : say("tickedByManager"),
  );
  return (
    <li>
      <span>
        <strong>{say(kind)}</strong>{" "}
        <span className="quiet">{said.join(" · ") || say("notTicked")}</span>
      </span>
      {!ticks.some((tick) => tick.person.id === me.id) && (
        <DeedButton
          small
          deed={TickGoalDocument}
          variables={{ input: { goalId: goal.id, kinds: [kind] } }}
          label={say("tickOn", { what: say(kind) })}
        >
          {say("tick")}
        </DeedButton>
      )}
    </li>
  );
}
