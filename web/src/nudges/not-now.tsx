import { Form, Input } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { DismissNudgeDocument } from "../gql/graphql.ts";
import { DeedForm, useRequired } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import { nudgeWords } from "./words.ts";

interface Props {
  nudgeId: string;
  close: () => void;
}

/** Put a nudge away, for a reason; what it asks for stays due. */
export default function NotNow({ nudgeId, close }: Props): ReactNode {
  const say = useWords(nudgeWords);
  const required = useRequired();
  const deed = useDeed(DismissNudgeDocument);
  return (
    <DeedForm<{ reason: string }>
      keeps
      name={`not-now-${nudgeId}`}
      deed={deed}
      submit={say("save")}
      onSubmit={({ reason }) => void deed.run({ input: { nudgeId, reason } })}
      onCancel={close}
    >
      <Form.Item name="reason" label={say("reason")} rules={required}>
        <Input />
      </Form.Item>
    </DeedForm>
  );
}
