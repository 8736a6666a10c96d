import { Form, Input } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useDeed } from "../../api/use-deed.ts";
import { AddPersonDocument } from "../../gql/graphql.ts";
import { DeedForm, useRequired } from "../../ui/form/form.tsx";
import { isoDay } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { PersonSelect } from "../person-select.tsx";
import { directoryWords } from "./words.ts";
import { DateField } from "../../ui/form/date-field.tsx";

interface Values {
  name: string;
  email: string;
  title?: string;
  joinedOn: string;
  managerId?: string;
}

/** A new colleague; what was added leads to their page, where a sign-in link is made. */
export function AddForm({ close }: { close: () => void }): ReactNode {
  const say = useWords(directoryWords);
  const required = useRequired();
  const [, go] = useLocation();
  const deed = useDeed(AddPersonDocument);
  const submit = async ({ title, managerId, ...rest }: Values): Promise<void> => {
    const input = { ...rest, ...(title?.trim() && { title }), ...(managerId && { managerId }) };
    const done = await deed.run({ input });
    if (done?.person) go(`/admin/people/${done.person.id}`);
  };
  return (
    <DeedForm<Values>
      keeps
      name="add-person"
      deed={deed}
      initial={{ joinedOn: isoDay() }}
      submit={say("add")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <div className="fields">
        <Form.Item name="name" label={say("name")} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label={say("email")} rules={required}>
          <Input inputMode="email" autoComplete="off" />
        </Form.Item>
        <Form.Item name="title" label={say("position")}>
          <Input />
        </Form.Item>
        <Form.Item name="joinedOn" label={say("joinedOn")} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item name="managerId" label={say("managerField")}>
          <PersonSelect />
        </Form.Item>
      </div>
    </DeedForm>
  );
}
