/** One's conversations, ahead and past; and how to ask for one, at any time, for no given reason. */
import { Button } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { ConversationsDocument, type ConversationsQuery } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { Rows } from "../ui/card.tsx";
import { useByName } from "../i18n/by-name.ts";
import { useWords } from "../i18n/use-words.ts";
import { useBegun } from "../ui/use-begun.ts";
import { Pager } from "../ui/table/pager.tsx";
import { usePages, type Pages } from "../ui/table/use-pages.ts";
import { LogForm } from "./log-form.tsx";
import { listWords } from "./list-words.ts";
import { PlanForm } from "./plan-form.tsx";
import { TalkLine } from "./talk-line.tsx";

export default function Conversations(): ReactNode {
  const me = useMe();
  const pages = usePages();
  const asked = useAnswer(ConversationsDocument, { me: me.id, after: pages.after });
  return (
    <Answer of={asked}>
      {(data) => (
        <>
          <Head viewer={data.viewer} />
          <Lists data={data} pages={pages} />
        </>
      )}
    </Answer>
  );
}

function Head({ viewer }: Pick<ConversationsQuery, "viewer">): ReactNode {
  const say = useWords(listWords);
  const [opened, open] = useState<"plan" | "log" | null>(null);
  const close = (): void => open(null);
  useBegun((what) => open(what === "log" ? "log" : "plan"));
  const byName = useByName();
  const reports = byName(viewer?.reports.nodes ?? []);
  const others = [...(viewer?.manager ? [viewer.manager] : []), ...reports];
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
  pages: Pages;
}

function Lists({ data, pages }: ListsProps): ReactNode {
  const say = useWords(listWords);
  const { nodes, pageInfo, totalCount } = data.past;
  return (
    <>
      <Rows
        title={say("ahead")}
        nothing={say("noAhead")}
        of={data.ahead.nodes}
        total={data.ahead.totalCount}
        row={(talk) => <TalkLine key={talk.id} talk={talk} />}
      />
      <Rows
        title={say("past")}
        nothing={say("noPast")}
        of={nodes}
        row={(talk) => <TalkLine key={talk.id} talk={talk} />}
      >
        <Pager pages={pages} pageInfo={pageInfo} rows={nodes.length} total={totalCount} />
      </Rows>
    </>
  );
}
