/** Facts, agreements, actions: what a conversation comes to. */
import type { ReactNode } from "react";
import type { Talk } from "../conversations/asked.ts";
import { RecordConversationDocument } from "../gql/graphql.ts";
import { useDeed } from "../api/use-deed.ts";
import { DeedForm } from "../ui/form/form.tsx";
import { isoDay } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { AccountFields, accountFrom, type Account } from "./account-fields.tsx";
import { recordWords } from "./words.ts";

const A_FORTNIGHT = 14;

export function RecordForm({ talk }: { talk: Talk }): ReactNode {
  const say = useWords(recordWords);
  const deed = useDeed(RecordConversationDocument);
  const submit = (account: Account): void => {
    void deed.run({ input: { conversationId: talk.id, ...accountFrom(account) } });
  };
  const initial: Account = {
    facts: [{ text: "" }],
    agreements: [],
    actions: [{ text: "", ownerId: talk.subject.id, dueOn: isoDay(A_FORTNIGHT) }],
  };
  const prepared = talk.facts
    .filter((fact) => fact.visibility === "PARTICIPANTS")
    .map(({ text, evidenceId }) => ({ text, evidenceId }));
  return (
    <DeedForm<Account>
      keeps
      name="record"
      deed={deed}
      initial={initial}
      submit={say("save")}
      onSubmit={submit}
    >
      <AccountFields people={[talk.subject, talk.manager]} prepared={prepared} />
    </DeedForm>
  );
}
