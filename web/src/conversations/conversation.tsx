/** One conversation, from the plan to the record. */
import type { ReactNode } from "react";
import { useParams } from "wouter";
import { useAgainWhile } from "../api/use-again-while.ts";
import { useAnswer } from "../api/use-answer.ts";
import { ConversationDocument } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { Card } from "../ui/card.tsx";
import { Lost } from "../app/lost.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Agenda } from "./agenda.tsx";
import type { Talk } from "./asked.ts";
import "./conversations.css";
import { Facts } from "./facts.tsx";
import { More } from "./more.tsx";
import { NextStep } from "./next-step.tsx";
import { Notes } from "./notes.tsx";
import { channelWords, stepWords } from "./page-words.ts";
import { Questions } from "./questions.tsx";
import { Steps } from "./steps.tsx";
import { StateTag, useTitle, When } from "./talk-line.tsx";
import { TalkingPoints } from "./talking-points.tsx";

const A_MOMENT = 4_000;

export default function Conversation(): ReactNode {
  const { id = "" } = useParams<{ id: string }>();
  const asked = useAnswer(ConversationDocument, { id });
  const waiting = asked.data?.conversation?.state === "IN_PROGRESS";
  // The other side may say any moment that it was held.
  useAgainWhile(waiting, asked.again, A_MOMENT);
  return (
    <Answer of={asked}>
      {({ conversation }) => (conversation ? <Page talk={conversation} /> : <Lost />)}
    </Answer>
  );
}

function Page({ talk }: { talk: Talk }): ReactNode {
  const me = useMe();
  const title = useTitle();
  const channel = useWords(channelWords);
  const takesPart = [talk.subject.id, talk.manager.id].includes(me.id);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title(talk)}</h1>
          <p className="quiet">
            <When talk={talk} /> · {channel(talk.channel)} <StateTag state={talk.state} />
          </p>
        </div>
      </div>
      <Steps state={talk.state} />
      {takesPart ? <Content talk={talk} /> : <FromOutside talk={talk} />}
    </>
  );
}

function Content({ talk }: { talk: Talk }): ReactNode {
  return (
    <>
      <NextStep talk={talk} />
      <div className="columns">
        <div>
          <Facts talk={talk} />
          <Questions talk={talk} />
        </div>
        <div>
          <Agenda talk={talk} />
          <TalkingPoints talk={talk} />
          <Notes talk={talk} />
          <More talk={talk} />
        </div>
      </div>
    </>
  );
}

/** The line above, HR and admins see that it happens, and no more. */
function FromOutside({ talk }: { talk: Talk }): ReactNode {
  const say = useWords(stepWords);
  return (
    <>
      <Card title={say("next")}>
        <p>{say("notHeard")}</p>
        {talk.exitReason !== null && <p>{say("because", { reason: talk.exitReason })}</p>}
      </Card>
      <More talk={talk} />
    </>
  );
}
