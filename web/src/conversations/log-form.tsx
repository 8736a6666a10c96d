import { Form, Input, Select } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { LogConversationDocument, type ConversationChannel } from "../gql/graphql.ts";
import { Card } from "../ui/card.tsx";
import { DeedForm, useRequired } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import { listWords } from "./list-words.ts";
import { channelWords, stepWords } from "./page-words.ts";

const CHANNELS = ["CORRIDOR", "IN_PERSON", "VIDEO", "PHONE", "CHAT"] as const;

interface Values {
  withPersonId: string;
  channel: ConversationChannel;
  text: string;
}

interface Props {
  others: readonly { id: string; name: string }[];
  close: () => void;
}

/** A few minutes in passing count, too; they need no preparation and no record. */
export function LogForm({ others, close }: Props): ReactNode {
  const say = useWords(listWords);
  const step = useWords(stepWords);
  const channel = useWords(channelWords);
  const required = useRequired();
  const deed = useDeed(LogConversationDocument);
  const submit = async (input: Values): Promise<void> => {
    if (await deed.run({ input })) close();
  };
  return (
    <Card title={say("log")}>
      <DeedForm<Values>
        keeps
        name="log"
        deed={deed}
        initial={{ withPersonId: others[0]?.id ?? "", channel: "CORRIDOR" }}
        submit={say("save")}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <div className="fields">
          <Form.Item name="withPersonId" label={say("with")}>
            <Select options={others.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
          <Form.Item name="channel" label={step("channel")}>
            <Select options={CHANNELS.map((value) => ({ value, label: channel(value) }))} />
          </Form.Item>
        </div>
        <Form.Item name="text" label={say("said")} rules={required}>
          <Input.TextArea rows={2} />
        </Form.Item>
      </DeedForm>
    </Card>
  );
}
