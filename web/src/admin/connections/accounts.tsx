/** The accounts over there, and whose each is here. */
import { Form } from "../../ui/controls.ts";
import { useEffect, useState, type ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { useDeed } from "../../api/use-deed.ts";
import {
  ConfirmSuggestionsDocument,
  DisownAccountsDocument,
  ExternalAccountsDocument,
  MatchAccountDocument,
  type ExternalAccountsQuery,
} from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Card } from "../../ui/card.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { DeedForm } from "../../ui/form/form.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { Finder } from "../../ui/table/finder.tsx";
import { StateFilter } from "../../ui/table/state-filter.tsx";
import { Pager } from "../../ui/table/pager.tsx";
import { PersonSelect } from "../person-select.tsx";
import type { Connection } from "./asked.ts";
import { accountWords } from "./words.ts";
import { usePages } from "../../ui/table/use-pages.ts";

type Page = NonNullable<ExternalAccountsQuery["dataConnection"]>["accounts"];
type Account = Page["nodes"][number];

const CHOICES = ["open", "matched"] as const;

export function Accounts({ connection }: { connection: Connection }): ReactNode {
  const say = useWords(accountWords);
  const [choice, setChoice] = useState<(typeof CHOICES)[number] | null>("open");
  const [part, setPart] = useState("");
  const pages = usePages();
  const matched = choice === null ? null : choice === "matched";
  const sought = { matched, part: part === "" ? null : part };
  const asked = useAnswer(ExternalAccountsDocument, {
    id: connection.id,
    ...sought,
    after: pages.after,
  });
  const { itemsRead, backfilledAt } = connection;
  // Whoever reads on meets more accounts.
  useEffect(asked.again, [itemsRead, backfilledAt]);
  return (
    <Card title={say("title")}>
      <p className="quiet">{say("why")}</p>
      <StateFilter
        label={say("show")}
        all={say("any")}
        options={CHOICES.map((value) => ({ value, name: say(value) }))}
        value={choice}
        narrow={pages.restarting(setChoice)}
      />
      <Finder label={say("find")} find={pages.restarting(setPart)} />
      <Answer of={asked}>
        {({ dataConnection }) => (
          <>
            {choice === "open" && (
              <AllAtOnce
                connectionId={connection.id}
                page={dataConnection?.accounts}
                onDone={asked.again}
              />
            )}
            {dataConnection?.accounts.totalCount === 0 && <p className="nothing">{say("none")}</p>}
            <ul className="rows">
              {dataConnection?.accounts.nodes.map((one) => (
                <Row key={one.id} account={one} />
              ))}
            </ul>
            {dataConnection && (
              <Pager
                pages={pages}
                pageInfo={dataConnection.accounts.pageInfo}
                rows={dataConnection.accounts.nodes.length}
                total={dataConnection.accounts.totalCount}
              />
            )}
          </>
        )}
      </Answer>
    </Card>
  );
}

interface AllProps {
  connectionId: string;
  page: Page | undefined;
  onDone: () => void;
}

/** What is left to say of many, in two words: yes to all, and nobody here. */
function AllAtOnce({ connectionId, page, onDone }: AllProps): ReactNode {
  const say = useWords(accountWords);
  const variables = { input: { connectionId } };
  if (page === undefined || page.totalCount === 0) return null;
  return (
    <div className="actions">
      {page.nodes.some((one) => one.suggestion !== null) && (
        <AskFirst
          harmless
          deed={ConfirmSuggestionsDocument}
          variables={variables}
          consequence={say("confirmAllWill")}
          onDone={onDone}
        >
          {say("confirmAll")}
        </AskFirst>
      )}
      {(page.pageInfo.hasNextPage || page.nodes.some((one) => one.suggestion === null)) && (
        <AskFirst
          harmless
          deed={DisownAccountsDocument}
          variables={variables}
          consequence={say("disownRestWill")}
          onDone={onDone}
        >
          {say("disownRest")}
        </AskFirst>
      )}
    </div>
  );
}

function Row({ account }: { account: Account }): ReactNode {
  const say = useWords(accountWords);
  const dates = useDates();
  const { id: accountId, name, suggestion, matchedBy } = account;
  const items = say("items", { count: dates.number(account.items) });
  return (
    <li>
      <div className="row-head">
        <strong>{name}</strong>
        <Whose account={account} />
      </div>
      <p className="quiet">{[account.email, items].filter(Boolean).join(" · ")}</p>
      <div className="actions">
        {suggestion && matchedBy === null && (
          <DeedButton
            deed={MatchAccountDocument}
            variables={{ input: { accountId, personId: suggestion.id } }}
            label={say("confirmOf", { name: suggestion.name, account: name })}
          >
            {say("confirm", { name: suggestion.name })}
          </DeedButton>
        )}
        <Opener
          open={say(matchedBy === null ? "say" : "change")}
          label={say(matchedBy === null ? "sayOf" : "changeOf", { account: name })}
        >
          {(close) => <MatchForm account={account} close={close} />}
        </Opener>
      </div>
    </li>
  );
}

function Whose({ account }: { account: Account }): ReactNode {
  const say = useWords(accountWords);
  const { person, matchedBy } = account;
  if (matchedBy === null) return <span className="tag warm">{say("unknown")}</span>;
  if (person === null) return <span className="tag plain">{say("nobody")}</span>;
  return <span className="tag">{say(matchedBy, { name: person.name })}</span>;
}

function MatchForm({ account, close }: { account: Account; close: () => void }): ReactNode {
  const say = useWords(accountWords);
  const deed = useDeed(MatchAccountDocument);
  const submit = async ({ personId }: { personId?: string }): Promise<void> => {
    const input = { accountId: account.id, personId: personId ?? null };
    if (await deed.run({ input })) close();
  };
  return (
    <DeedForm<{ personId?: string }>
      name={`account-${account.id}`}
      deed={deed}
      initial={account.person ? { personId: account.person.id } : {}}
      submit={say("save")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Form.Item name="personId" label={say("person")}>
        <PersonSelect chosen={account.person} />
      </Form.Item>
    </DeedForm>
  );
}
