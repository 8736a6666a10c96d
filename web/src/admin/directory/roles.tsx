import { Checkbox, Form } from "../../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { ChangeRolesDocument, type Role } from "../../gql/graphql.ts";
import { isAdmin, useMe } from "../../people/me.ts";
import { Card } from "../../ui/card.tsx";
import { DeedForm } from "../../ui/form/form.tsx";
import { shellWords } from "../../app/words.ts";
import { useWords } from "../../i18n/use-words.ts";
import type { Person } from "./asked.ts";
import { directoryWords, personWords } from "./words.ts";

const ROLES = ["ADMIN", "HR"] as const;

interface Values {
  roles: Role[];
}

export function Roles({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const name = useWords(shellWords);
  const me = useMe();
  if (isAdmin(me)) return <RolesForm person={person} />;
  return (
    <Card title={say("roles")}>
      <p>{person.roles.map((role) => name(role)).join(" · ") || say("noRole")}</p>
      <p className="quiet">{say("rolesByAdmins")}</p>
    </Card>
  );
}

function RolesForm({ person }: { person: Person }): ReactNode {
  const say = useWords(personWords);
  const directory = useWords(directoryWords);
  const deed = useDeed(ChangeRolesDocument);
  const [saved, setSaved] = useState(false);
  const submit = async ({ roles }: Values): Promise<void> => {
    setSaved(false);
    setSaved((await deed.run({ input: { personId: person.id, roles } })) !== null);
  };
  return (
    <Card title={say("roles")}>
      <p className="quiet">{say("rolesWhy")}</p>
      <DeedForm<Values>
        name="roles"
        deed={deed}
        initial={{ roles: person.roles }}
        submit={directory("save")}
        onSubmit={(values) => void submit(values)}
      >
        <Form.Item name="roles" className="stacked">
          <Checkbox.Group options={ROLES.map((value) => ({ value, label: say(value) }))} />
        </Form.Item>
      </DeedForm>
      <p role="status" className="quiet">
        {saved && directory("saved")}
      </p>
    </Card>
  );
}
