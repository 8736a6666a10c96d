import type { ReactNode } from "react";
import { Link } from "wouter";
import { StateTag, useTitle } from "../conversations/talk-line.tsx";
import { kindWords } from "../conversations/words.ts";
import { goalStateWords } from "../goals/words.ts";
import { recordWords } from "../records/words.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import type { GoalHappened, Happening, RecordHappened, TalkHappened } from "./happenings.ts";
import { dossierWords } from "./words.ts";

export function HappeningLine({ happening }: { happening: Happening }): ReactNode {
  const dates = useDates();
  return (
    <li className={happening.is}>
      <span className="quiet small">{dates.day(happening.at)}</span>
      <What happening={happening} />
    </li>
  );
}

function What({ happening }: { happening: Happening }): ReactNode {
  switch (happening.is) {
    case "talk":
      return <TalkWords talk={happening.talk} />;
    case "record":
      return <RecordWords record={happening.record} />;
    case "goal":
      return <GoalWords goal={happening} />;
  }
}

function TalkWords({ talk }: Pick<TalkHappened, "talk">): ReactNode {
  const title = useTitle();
  return (
    <p>
      <Link href={`/conversations/${talk.id}`}>{title(talk)}</Link> <StateTag state={talk.state} />
    </p>
  );
}

function RecordWords({ record }: Pick<RecordHappened, "record">): ReactNode {
  const say = useWords(dossierWords);
  const state = useWords(recordWords);
  const kind = useWords(kindWords);
  const { current } = record;
  return (
    <>
      <p>
        <Link href={`/records/${record.id}`}>
          {say("record")}
          {record.conversation && ` · ${kind(record.conversation.kind)}`}
        </Link>{" "}
        <span className="tag">{state(record.state)}</span>
      </p>
      <p className="quiet">
        {current === null
          ? say("notForYou")
          : say("facts", {
              facts: current.facts.length,
              agreements: current.agreements.length,
              actions: current.actions.length,
            })}
      </p>
    </>
  );
}

function GoalWords({ goal }: { goal: GoalHappened }): ReactNode {
  const say = useWords(dossierWords);
  const state = useWords(goalStateWords);
  return (
    <p>
      {say("goal")} · {goal.title} <span className="tag warm">{state(goal.became)}</span>
    </p>
  );
}
