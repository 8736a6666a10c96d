import { Button, Form, Input, InputNumber } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { ProposeGoalDocument } from "../gql/graphql.ts";
import { Card } from "../ui/card.tsx";
import { DeedForm, useFilled, useRequired } from "../ui/form/form.tsx";
import { isoDay } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { goalWords } from "./words.ts";
import { DateField } from "../ui/form/date-field.tsx";

const A_QUARTER = 90;

interface Values {
  item: {
    title: string;
    why: string;
    measure: string;
    dueOn: string;
    keyResults: { title: string; unit: string; start: number; target: number }[];
  };
}

interface Props {
  owner: { id: string; name: string };
  close: () => void;
}

export function ProposeForm({ owner, close }: Props): ReactNode {
  const say = useWords(goalWords);
  const required = useRequired();
  const deed = useDeed(ProposeGoalDocument);
  const submit = async ({ item }: Values): Promise<void> => {
    if (await deed.run({ input: { item: { ownerId: owner.id, ...item } } })) close();
  };
  return (
    <Card title={say("proposeFor", { name: owner.name })}>
      <DeedForm<Values>
        keeps
        name="goal"
        deed={deed}
        initial={{
          item: { title: "", why: "", measure: "", dueOn: isoDay(A_QUARTER), keyResults: [] },
        }}
        submit={say("propose")}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <Form.Item name={["item", "title"]} label={say("title")} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name={["item", "why"]} label={say("why")} rules={required}>
          <Input />
        </Form.Item>
        <div className="fields">
          <Form.Item name={["item", "measure"]} label={say("measure")} rules={required}>
            <Input />
          </Form.Item>
          <Form.Item name={["item", "dueOn"]} label={say("dueOn")} rules={required}>
            <DateField min={isoDay(1)} />
          </Form.Item>
        </div>
        <Results />
      </DeedForm>
    </Card>
  );
}

function Results(): ReactNode {
  const say = useWords(goalWords);
  const required = useRequired();
  const filled = useFilled();
  return (
    <fieldset>
      <legend>{say("results")}</legend>
      <Form.List name={["item", "keyResults"]}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, at) => (
              <div key={row.key} className="list-row result-row">
                <Form.Item
                  name={[row.name, "title"]}
                  label={say("result", { number: at + 1 })}
                  rules={required}
                >
                  <Input />
                </Form.Item>
                <Form.Item name={[row.name, "start"]} label={say("start")} rules={filled}>
                  <InputNumber />
                </Form.Item>
                <Form.Item name={[row.name, "target"]} label={say("target")} rules={filled}>
                  <InputNumber />
                </Form.Item>
                <Form.Item name={[row.name, "unit"]} label={say("unit")} rules={required}>
                  <Input />
                </Form.Item>
                <Button
                  type="text"
                  className="remove"
                  aria-label={say("remove", { what: say("result", { number: at + 1 }) })}
                  onClick={() => remove(row.name)}
                >
                  ×
                </Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{say("addResult")}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
