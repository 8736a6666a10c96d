import { Form, Input, InputNumber } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { ProposeRevisionDocument, type ProposeRevisionInput } from "../gql/graphql.ts";
import { DeedForm, useFilled, useRequired } from "../ui/form/form.tsx";
import { isoDay } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Goal } from "./asked.ts";
import { goalWords } from "./words.ts";
import { DateField } from "../ui/form/date-field.tsx";

interface Values {
  reason: string;
  measure: string;
  dueOn: string;
  target: Record<string, number>;
}

/** Other terms, for the other side to agree to; what was agreed before stays known. */
export function RetuneForm({ goal, close }: { goal: Goal; close: () => void }): ReactNode {
  const say = useWords(goalWords);
  const required = useRequired();
  const filled = useFilled();
  const deed = useDeed(ProposeRevisionDocument);
  const submit = async (values: Values): Promise<void> => {
    if (await deed.run({ input: changesIn(values, goal) })) close();
  };
  return (
    <div className="adding">
      <DeedForm<Values>
        keeps
        name={`retune-${goal.id}`}
        deed={deed}
        initial={termsOf(goal)}
        submit={say("retuneSend")}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <Form.Item name="reason" label={say("retuneWhy")} rules={required}>
          <Input />
        </Form.Item>
        <div className="fields">
          <Form.Item name="measure" label={say("measure")} rules={required}>
            <Input />
          </Form.Item>
          <Form.Item name="dueOn" label={say("dueOn")} rules={required}>
            <DateField min={isoDay()} />
          </Form.Item>
          {goal.keyResults.map(({ id, title, unit }) => (
            <Form.Item
              key={id}
              name={["target", id]}
              label={say("targetOf", { title, unit })}
              rules={filled}
            >
              <InputNumber />
            </Form.Item>
          ))}
        </div>
      </DeedForm>
    </div>
  );
}

function termsOf(goal: Goal): Omit<Values, "reason"> {
  return {
    measure: goal.measure ?? "",
    dueOn: goal.dueOn ?? "",
    target: Object.fromEntries(goal.keyResults.map(({ id, target }) => [id, target])),
  };
}

/** Only what is to be another; the rest stays as it was agreed. */
function changesIn({ reason, measure, dueOn, target }: Values, goal: Goal): ProposeRevisionInput {
  return {
    goalId: goal.id,
    reason,
    ...(measure !== goal.measure && { measure }),
    ...(dueOn !== goal.dueOn && { dueOn }),
    targets: goal.keyResults
      .filter(({ id, target: before }) => target[id] !== before)
      .map(({ id, target: before }) => ({ keyResultId: id, target: target[id] ?? before })),
  };
}
