import { Form, Input } from "../../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { AmendPersonDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { DeedForm, useRequired } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import type { Person } from "./asked.ts";
import { directoryWords } from "./words.ts";

interface Values {
  name: string;
  email: string;
  title: string;
}

export function AboutForm({ person }: { person: Person }): ReactNode {
  const say = useWords(directoryWords);
  const required = useRequired();
  const deed = useDeed(AmendPersonDocument);
  const [saved, setSaved] = useState(false);
  const submit = async (values: Values): Promise<void> => {
    setSaved(false);
    setSaved((await deed.run({ input: { personId: person.id, ...values } })) !== null);
  };
  const { name, email, title } = person;
  return (
    <Card title={say("about")}>
      <DeedForm<Values>
        keeps
        name="about"
        deed={deed}
        initial={{ name, email, title: title ?? "" }}
        submit={say("save")}
        onSubmit={(values) => void submit(values)}
      >
        <Form.Item name="name" label={say("name")} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name="email" label={say("email")} rules={required}>
          <Input inputMode="email" />
        </Form.Item>
        <Form.Item name="title" label={say("position")}>
          <Input />
        </Form.Item>
      </DeedForm>
      <p role="status" className="quiet">
        {saved && say("saved")}
      </p>
    </Card>
  );
}
