/** One's conversations, ahead and past; and how to ask for one, at any time, for no given reason. */
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { useAnswer } from "../asking/use-answer.ts";
import { ConversationsDocument, type ConversationsQuery } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Answer } from "../shell/answer.tsx";
import { Rows } from "../shell/card.tsx";
import { useWords } from "../words/use-words.ts";
import { LogForm } from "./log-form.tsx";
import { listWords } from "./list-words.ts";
import { PlanForm } from "./plan-form.tsx";
import { TalkLine } from "./talk-line.tsx";

export default function Conversations(): ReactNode {
  const me = useMe();
  const [after, setAfter] = useState<string | null>(null);
  const asked = useAnswer(ConversationsDocument, { me: me.id, after });
  return (
    <Answer of={asked}>
      {(data) => (
        <>
          <Head viewer={data.viewer} />
          <Lists data={data} after={after} turn={setAfter} />
        </>
      )}
    </Answer>
  );
}

function Head({ viewer }: Pick<ConversationsQuery, "viewer">): ReactNode {
  const say = useWords(listWords);
  const [opened, open] = useState<"plan" | "log" | null>(null);
  const close = (): void => open(null);
  const others = [...(viewer?.manager ? [viewer.manager] : []), ...(viewer?.reports.nodes ?? [])];
  return (
    <>
      <div className="page-head">
        <h1>{say("title")}</h1>
        {opened === null && others.length > 0 && (
          <div className="actions">
            <Button type="primary" onClick={() => open("plan")}>
              {say("plan")}
            </Button>
            <Button onClick={() => open("log")}>{say("log")}</Button>
          </div>
        )}
      </div>
      {opened === "plan" && (
        <PlanForm others={others} manager={viewer?.manager ?? null} close={close} />
      )}
      {opened === "log" && <LogForm others={others} close={close} />}
    </>
  );
}

interface ListsProps {
  data: ConversationsQuery;
  after: string | null;
  turn: (after: string | null) => void;
}

function Lists({ data, after, turn }: ListsProps): ReactNode {
  const say = useWords(listWords);
  const { pageInfo } = data.past;
  return (
    <>
      <Rows
        title={say("ahead")}
        nothing={say("noAhead")}
        of={data.ahead.nodes}
        row={(talk) => <TalkLine key={talk.id} talk={talk} />}
      />
      <Rows
        title={say("past")}
        nothing={say("noPast")}
        of={data.past.nodes}
        row={(talk) => <TalkLine key={talk.id} talk={talk} />}
      >
        <div className="actions">
          {pageInfo.hasNextPage && (
            <Button onClick={() => turn(pageInfo.endCursor)}>{say("older")}</Button>
          )}
          {after !== null && <Button onClick={() => turn(null)}>{say("newest")}</Button>}
        </div>
      </Rows>
    </>
  );
}
