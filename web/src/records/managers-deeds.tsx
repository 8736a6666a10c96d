/** What the manager may do with a record: share it, or write another version of it. */
import { Button, Form, Input } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { AmendRecordDocument, ShareRecordDocument } from "../gql/graphql.ts";
import { Card } from "../ui/card.tsx";
import { DeedButton } from "../ui/form/deed-button.tsx";
import { DeedForm, useRequired } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import { AccountFields, accountFrom, type Account } from "./account-fields.tsx";
import type { Record } from "./asked.ts";
import { recordWords } from "./words.ts";

interface Props {
  record: Record;
  current: Record["versions"][number];
}

export function ManagersDeeds({ record, current }: Props): ReactNode {
  const say = useWords(recordWords);
  const [amends, setAmends] = useState(false);
  if (record.state === "SEALED") return null;
  if (amends) return <Amend record={record} current={current} close={() => setAmends(false)} />;
  return (
    <div className="actions">
      {record.state === "DRAFT" && (
        <DeedButton
          deed={ShareRecordDocument}
          variables={{ input: { recordId: record.id } }}
          look="primary"
        >
          {say("share", { name: record.subject.name })}
        </DeedButton>
      )}
      <Button onClick={() => setAmends(true)}>{say("amend")}</Button>
    </div>
  );
}

interface Amended extends Account {
  reason: string;
}

function Amend({ record, current, close }: Props & { close: () => void }): ReactNode {
  const say = useWords(recordWords);
  const required = useRequired();
  const deed = useDeed(AmendRecordDocument);
  const submit = async ({ reason, ...account }: Amended): Promise<void> => {
    const input = { recordId: record.id, reason, ...accountFrom(account) };
    if (await deed.run({ input })) close();
  };
  return (
    <Card title={say("amend")}>
      <DeedForm<Amended>
        keeps
        name="amend"
        deed={deed}
        initial={asStated(current)}
        submit={say("save")}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <Form.Item
          name="reason"
          label={say("amendWhy", { name: record.subject.name })}
          rules={required}
        >
          <Input />
        </Form.Item>
        <AccountFields people={[record.subject, record.manager]} />
      </DeedForm>
    </Card>
  );
}

function asStated(version: Props["current"]): Account {
  return {
    facts: version.facts.map(({ text, occurredOn, evidenceId }) => ({
      text,
      occurredOn,
      evidenceId,
    })),
    agreements: version.agreements.map(({ text }) => ({ text })),
    actions: version.actions.map(({ text, owner, dueOn }) => ({ text, ownerId: owner.id, dueOn })),
  };
}
