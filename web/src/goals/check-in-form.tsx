import { Form, Input, InputNumber, Radio } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { CheckInDocument } from "../gql/graphql.ts";
import { DeedForm, useFilled } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import type { Result } from "./asked.ts";
import { goalWords } from "./words.ts";

const FROM_0_TO_10 = Array.from({ length: 11 }, (_, value) => ({ value, label: String(value) }));

interface Values {
  value: number;
  confidence: number;
  blocker?: string;
}

interface Props {
  result: Result;
  close: () => void;
}

/** Where it stands this week. A second one for the week takes the place of the first. */
export function CheckInForm({ result, close }: Props): ReactNode {
  const say = useWords(goalWords);
  const filled = useFilled();
  const deed = useDeed(CheckInDocument);
  const submit = async ({ value, confidence, blocker }: Values): Promise<void> => {
    const said = blocker?.trim() ? { blocker } : {};
    const input = { keyResultId: result.id, value, confidence, ...said };
    if (await deed.run({ input })) close();
  };
  const known = result.latestCheckIn;
  return (
    <div className="adding">
      <DeedForm<Values>
        keeps
        name={`check-in-${result.id}`}
        deed={deed}
        initial={known ? { value: known.value, confidence: known.confidence } : {}}
        submit={say("save")}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <Form.Item name="value" label={say("value", { unit: result.unit })} rules={filled}>
          <InputNumber />
        </Form.Item>
        <Form.Item name="confidence" label={say("confidenceField")} rules={filled}>
          <Radio.Group optionType="button" options={FROM_0_TO_10} className="scale" />
        </Form.Item>
        <Form.Item name="blocker" label={say("blockerField")}>
          <Input />
        </Form.Item>
      </DeedForm>
    </div>
  );
}
