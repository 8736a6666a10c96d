/** The domains of the company's addresses, and the records in the DNS that show it. */
import { Form, Input } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import {
  CheckDomainDocument,
  ClaimDomainDocument,
  GiveDomainUpDocument,
  type IdentityProvidersQuery,
} from "../../gql/graphql.ts";
import { Rows } from "../../ui/card.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { DeedForm, useRequired } from "../../ui/form/form.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { domainWords } from "./domain-words.ts";

type Domain = IdentityProvidersQuery["emailDomains"]["nodes"][number];

export function Domains({
  domains,
}: {
  domains: IdentityProvidersQuery["emailDomains"];
}): ReactNode {
  const say = useWords(domainWords);
  return (
    <Rows
      title={say("title")}
      nothing={say("none")}
      of={domains.nodes}
      total={domains.totalCount}
      row={(one) => <DomainRow key={one.id} domain={one} />}
    >
      <p className="quiet">{say("why")}</p>
      <div className="adding">
        <Opener open={say("add")}>{(close) => <AddDomain close={close} />}</Opener>
      </div>
    </Rows>
  );
}

function DomainRow({ domain: one }: { domain: Domain }): ReactNode {
  const say = useWords(domainWords);
  const dates = useDates();
  const { domain, provenAt, lostAt, problem } = one;
  const state = provenAt !== null ? "proven" : lostAt !== null ? "lost" : "open";
  const look = { proven: "tag", lost: "tag late", open: "tag warm" }[state];
  return (
    <li>
      <div className="row-head">
        <strong>{domain}</strong>
        <span className={look}>{say(state)}</span>
      </div>
      {state !== "proven" && <p>{say("enter")}</p>}
      <dl className="facts">
        <dt>{say("type")}</dt>
        <dd>TXT</dd>
        <dt>{say("name")}</dt>
        <dd>
          <code>{one.recordName}</code>
        </dd>
        <dt>{say("value")}</dt>
        <dd>
          <code>{one.recordValue}</code>
        </dd>
      </dl>
      {one.checkedAt !== null && (
        <p role="status" {...(problem !== null && { className: "late" })}>
          {problem === null
            ? say("checked", { when: dates.moment(one.checkedAt) })
            : say("problem", { when: dates.moment(one.checkedAt), problem })}
        </p>
      )}
      <div className="actions">
        <DeedButton
          deed={CheckDomainDocument}
          variables={{ input: { domainId: one.id } }}
          label={say("checkOf", { domain })}
        >
          {say("check")}
        </DeedButton>
        <AskFirst
          deed={GiveDomainUpDocument}
          variables={{ input: { domainId: one.id } }}
          consequence={say("removeWill", { domain })}
          label={say("removeOf", { domain })}
        >
          {say("remove")}
        </AskFirst>
      </div>
    </li>
  );
}

function AddDomain({ close }: { close: () => void }): ReactNode {
  const say = useWords(domainWords);
  const required = useRequired();
  const deed = useDeed(ClaimDomainDocument);
  const submit = async (input: { domain: string }): Promise<void> => {
    if (await deed.run({ input })) close();
  };
  return (
    <DeedForm<{ domain: string }>
      name="domain"
      deed={deed}
      submit={say("add")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Form.Item name="domain" label={say("domain")} rules={required}>
        <Input placeholder="example.com" autoComplete="off" inputMode="url" />
      </Form.Item>
    </DeedForm>
  );
}
