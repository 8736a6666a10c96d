import { Form } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { AssignTouchpointDocument } from "../gql/graphql.ts";
import { PersonField } from "../people/person-field.tsx";
import { DeedForm, useFilled } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import { nudgeWords } from "./words.ts";

interface Props {
  touchpointId: string;
  about: { id: string; name: string };
}

/** For HR, where nobody is there to hold the conversation. */
export default function Assign({ touchpointId, about }: Props): ReactNode {
  const say = useWords(nudgeWords);
  const filled = useFilled();
  const deed = useDeed(AssignTouchpointDocument);
  return (
    <div className="assigning">
      <p>{say("nobody", { name: about.name })}</p>
      <DeedForm<{ ownerId: string }>
        keeps
        name={`assign-${touchpointId}`}
        deed={deed}
        submit={say("assign")}
        onSubmit={({ ownerId }) => void deed.run({ input: { touchpointId, ownerId } })}
      >
        <Form.Item name="ownerId" label={say("owner")} rules={filled}>
          <PersonField but={about.id} />
        </Form.Item>
      </DeedForm>
    </div>
  );
}
