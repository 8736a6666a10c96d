import { Form, Input } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { CarryOverCommitmentDocument, type CommitmentLineFragment } from "../gql/graphql.ts";
import { DeedForm, useRequired } from "../ui/form/form.tsx";
import { isoDay } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { commitmentWords } from "./words.ts";
import { DateField } from "../ui/form/date-field.tsx";

interface Values {
  dueOn: string;
  reason: string;
}

interface Props {
  commitment: CommitmentLineFragment;
  close: () => void;
}

/** A later day, and why. */
export default function CarryOver({ commitment, close }: Props): ReactNode {
  const say = useWords(commitmentWords);
  const required = useRequired();
  const deed = useDeed(CarryOverCommitmentDocument);
  const submit = async (values: Values): Promise<void> => {
    const input = { commitmentId: commitment.id, ...values };
    if (await deed.run({ input })) close();
  };
  return (
    <DeedForm<Values>
      keeps
      name={`later-${commitment.id}`}
      deed={deed}
      initial={{ dueOn: isoDay(14) }}
      submit={say("save")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Form.Item name="dueOn" label={say("newDay")} rules={required}>
        <DateField min={isoDay(1)} />
      </Form.Item>
      <Form.Item name="reason" label={say("reason")} rules={required}>
        <Input />
      </Form.Item>
    </DeedForm>
  );
}
