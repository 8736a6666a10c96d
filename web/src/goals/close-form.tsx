import { Form, Input, Radio } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { CloseGoalDocument, type GoalOutcome } from "../gql/graphql.ts";
import { DeedForm, useFilled, useRequired } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import type { Goal } from "./asked.ts";
import { goalStateWords, goalWords } from "./words.ts";

const OUTCOMES = ["ACHIEVED", "PARTIAL", "MISSED", "DROPPED"] as const;

interface Values {
  outcome: GoalOutcome;
  reason: string;
}

export function CloseForm({ goal, close }: { goal: Goal; close: () => void }): ReactNode {
  const say = useWords(goalWords);
  const state = useWords(goalStateWords);
  const required = useRequired();
  const filled = useFilled();
  const deed = useDeed(CloseGoalDocument);
  const submit = async (values: Values): Promise<void> => {
    if (await deed.run({ input: { goalId: goal.id, ...values } })) close();
  };
  return (
    <div className="adding">
      <DeedForm<Values>
        keeps
        name={`close-${goal.id}`}
        deed={deed}
        submit={say("close")}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <Form.Item name="outcome" label={say("outcome")} rules={filled}>
          <Radio.Group
            optionType="button"
            className="scale"
            options={OUTCOMES.map((value) => ({ value, label: state(value) }))}
          />
        </Form.Item>
        <Form.Item name="reason" label={say("closeWhy")} rules={required}>
          <Input />
        </Form.Item>
      </DeedForm>
    </div>
  );
}
