/** What else may become of an active goal: other terms, or its end. */
import { Button } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useMe } from "../people/me.ts";
import { useWords } from "../i18n/use-words.ts";
import { CloseForm } from "./close-form.tsx";
import type { Goal } from "./asked.ts";
import { RetuneForm } from "./retune-form.tsx";
import { goalWords } from "./words.ts";

export function GoalDeeds({ goal }: { goal: Goal }): ReactNode {
  const say = useWords(goalWords);
  const me = useMe();
  const [opened, open] = useState<"retune" | "close" | null>(null);
  const close = (): void => open(null);
  if (goal.state !== "ACTIVE" && goal.state !== "CLOSING") return null;
  if (opened === "retune") return <RetuneForm goal={goal} close={close} />;
  if (opened === "close") return <CloseForm goal={goal} close={close} />;
  return (
    <div className="actions">
      {goal.state === "ACTIVE" && (
        <Button type="text" onClick={() => open("retune")}>
          {say("retune")}
        </Button>
      )}
      {goal.owner.id !== me.id && (
        <Button type="text" onClick={() => open("close")}>
          {say("close")}
        </Button>
      )}
    </div>
  );
}
