import { Form } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import {
  ConfirmIdentityDocument,
  RemoveIdentityDocument,
  type IdentityProvidersQuery,
} from "../../gql/graphql.ts";
import { Rows } from "../../ui/card.tsx";
import { DeedForm, useFilled } from "../../ui/form/form.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { Pager } from "../../ui/table/pager.tsx";
import { PersonSelect } from "../person-select.tsx";
import { identityWords } from "./words.ts";
import { type Pages } from "../../ui/table/use-pages.ts";

type Identity = IdentityProvidersQuery["identities"]["nodes"][number];

interface Props {
  identities: IdentityProvidersQuery["identities"];
  pages: Pages;
}

export function Identities({ identities, pages }: Props): ReactNode {
  const say = useWords(identityWords);
  return (
    <Rows
      title={say("title")}
      nothing={say("none")}
      of={identities.nodes}
      row={(one) => <Row key={one.id} identity={one} />}
    >
      <Pager pages={pages} pageInfo={identities.pageInfo} rows={identities.nodes.length} />
      <p className="quiet small after-list">{say("what")}</p>
    </Rows>
  );
}

function Row({ identity }: { identity: Identity }): ReactNode {
  const say = useWords(identityWords);
  const dates = useDates();
  const { issuer, person, proof } = identity;
  const name = identity.toldName || say("nameless");
  const facts = { email: identity.toldEmail || "–", issuer, when: dates.moment(identity.seenAt) };
  return (
    <li>
      <div className="row-head">
        <strong>{name}</strong>
        {person ? (
          <span className="tag">
            {say("whose", { name: person.name })}
            {proof !== null && ` · ${say(proof)}`}
          </span>
        ) : (
          <span className="tag warm">{say("waits")}</span>
        )}
      </div>
      <p className="quiet">{say("line", facts)}</p>
      <div className="actions">
        {person === null && (
          <Opener open={say("confirm")}>
            {(close) => <ConfirmForm identity={identity} close={close} />}
          </Opener>
        )}
        <AskFirst
          deed={RemoveIdentityDocument}
          variables={{ input: { identityId: identity.id } }}
          consequence={say("removeWill")}
          label={say("removeOf", { name })}
        >
          {say("remove")}
        </AskFirst>
      </div>
    </li>
  );
}

function ConfirmForm({ identity, close }: { identity: Identity; close: () => void }): ReactNode {
  const say = useWords(identityWords);
  const filled = useFilled();
  const deed = useDeed(ConfirmIdentityDocument);
  const submit = async ({ personId }: { personId: string }): Promise<void> => {
    if (await deed.run({ input: { identityId: identity.id, personId } })) close();
  };
  return (
    <DeedForm<{ personId: string }>
      name={`identity-${identity.id}`}
      deed={deed}
      submit={say("confirmDo")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <p>{say("confirmWhy")}</p>
      <Form.Item name="personId" label={say("person")} rules={filled}>
        <PersonSelect />
      </Form.Item>
    </DeedForm>
  );
}
