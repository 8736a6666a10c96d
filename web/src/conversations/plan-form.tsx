import { Form, Select } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useDeed } from "../api/use-deed.ts";
import { PlanConversationDocument, type ConversationKind } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Card } from "../ui/card.tsx";
import { DeedForm } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import { listWords } from "./list-words.ts";
import { kindWords } from "./words.ts";

const KINDS = ["COACHING", "GOAL", "EVALUATION"] as const;

interface Person {
  id: string;
  name: string;
}

interface Props {
  others: readonly Person[];
  manager: Person | null;
  close: () => void;
}

interface Values {
  withId: string;
  kind: ConversationKind;
}

/** With one's manager it is about oneself, with a report about them. */
export function PlanForm({ others, manager, close }: Props): ReactNode {
  const say = useWords(listWords);
  const kind = useWords(kindWords);
  const me = useMe();
  const [, go] = useLocation();
  const deed = useDeed(PlanConversationDocument);
  const submit = async (values: Values): Promise<void> => {
    const subjectId = values.withId === manager?.id ? me.id : values.withId;
    const done = await deed.run({ input: { subjectId, kind: values.kind } });
    if (done?.conversation) go(`/conversations/${done.conversation.id}`);
  };
  return (
    <Card title={say("plan")}>
      <DeedForm<Values>
        keeps
        name="plan"
        deed={deed}
        initial={{ withId: others[0]?.id ?? "", kind: "COACHING" }}
        submit={say("plan")}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <div className="fields">
          <Form.Item name="withId" label={say("with")}>
            <Select options={others.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
          <Form.Item name="kind" label={say("kind")}>
            <Select options={KINDS.map((value) => ({ value, label: kind(value) }))} />
          </Form.Item>
        </div>
      </DeedForm>
    </Card>
  );
}
