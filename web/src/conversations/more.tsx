/** What else may become of a plan: another time, or nothing. */
import { Button, Form, Input } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import type { Document } from "../api/ask.ts";
import { useDeed } from "../api/use-deed.ts";
import {
  CancelConversationDocument,
  MissConversationDocument,
  WaiveConversationDocument,
  type CancelConversationMutationVariables,
} from "../gql/graphql.ts";
import { isHr, useMe } from "../people/me.ts";
import { Card } from "../ui/card.tsx";
import { DeedButton } from "../ui/form/deed-button.tsx";
import { DeedForm, useRequired } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import type { Talk } from "./asked.ts";
import { moreWords } from "./page-words.ts";
import { ScheduleForm } from "./schedule-form.tsx";
import { isAhead, isBegun } from "./states.ts";

type Choice = "another" | "callOff" | "waive";

export function More({ talk }: { talk: Talk }): ReactNode {
  const say = useWords(moreWords);
  const me = useMe();
  const [chosen, choose] = useState<Choice | null>(null);
  const close = (): void => choose(null);
  const takesPart = [talk.subject.id, talk.manager.id].includes(me.id);
  const ahead = !isBegun(talk.state);
  const timed = ahead && talk.state !== "PLANNED";
  const choices: Choice[] = [
    ...(timed && takesPart ? ["another" as const] : []),
    ...(isAhead(talk.state) && takesPart ? ["callOff" as const] : []),
    ...(ahead && isHr(me) && !takesPart ? ["waive" as const] : []),
  ];
  if (choices.length === 0) return null;
  return (
    <Card title={say("more")}>
      <div className="actions">
        {choices.map((choice) => (
          <Button key={choice} aria-expanded={chosen === choice} onClick={() => choose(choice)}>
            {say(choice)}
          </Button>
        ))}
        {timed && takesPart && (
          <DeedButton
            deed={MissConversationDocument}
            variables={{ input: { conversationId: talk.id } }}
          >
            {say("missed")}
          </DeedButton>
        )}
      </div>
      {chosen === "another" && <ScheduleForm talk={talk} close={close} />}
      {chosen === "callOff" && (
        <WhyForm
          talk={talk}
          deed={CancelConversationDocument}
          submit={say("callOff")}
          close={close}
        />
      )}
      {chosen === "waive" && (
        <WhyForm talk={talk} deed={WaiveConversationDocument} submit={say("waive")} close={close} />
      )}
    </Card>
  );
}

interface WhyProps<R extends object> {
  talk: Talk;
  deed: Document<R, CancelConversationMutationVariables>;
  submit: string;
  close: () => void;
}

function WhyForm<R extends object>({
  talk,
  deed: document,
  submit,
  close,
}: WhyProps<R>): ReactNode {
  const say = useWords(moreWords);
  const required = useRequired();
  const deed = useDeed(document);
  const run = async (reason: string): Promise<void> => {
    if (await deed.run({ input: { conversationId: talk.id, reason } })) close();
  };
  return (
    <DeedForm<{ reason: string }>
      keeps
      name="why"
      deed={deed}
      submit={submit}
      onSubmit={({ reason }) => void run(reason)}
      onCancel={close}
    >
      <Form.Item name="reason" label={say("reason")} rules={required}>
        <Input />
      </Form.Item>
    </DeedForm>
  );
}
