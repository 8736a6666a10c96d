import type { ReactNode } from "react";
import { Link } from "wouter";
import type { ConversationState, TalkLineFragment } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { kindWords, stateWords, talkWords } from "./words.ts";

/** One conversation in a list: with whom, what for, when, how far. */
export function TalkLine({ talk }: { talk: TalkLineFragment }): ReactNode {
  const title = useTitle();
  return (
    <li>
      <div className="row-head">
        <Link href={`/conversations/${talk.id}`}>
          <strong>{title(talk)}</strong>
        </Link>
        <StateTag state={talk.state} />
      </div>
      <p className="quiet">
        <When talk={talk} />
      </p>
    </li>
  );
}

type Two = Pick<TalkLineFragment, "subject" | "manager">;

/** Whom the reader talks with; both, if it is others' conversation. */
export function usePair(): (talk: Two) => string {
  const say = useWords(talkWords);
  const me = useMe();
  return ({ manager, subject }) => {
    if (manager.id === me.id) return say("with", { name: subject.name });
    if (subject.id === me.id) return say("with", { name: manager.name });
    return say("between", { subject: subject.name, manager: manager.name });
  };
}

/** What a conversation is called: what for, and with whom. */
export function useTitle(): (talk: Two & Pick<TalkLineFragment, "kind">) => string {
  const say = useWords(talkWords);
  const kind = useWords(kindWords);
  const pair = usePair();
  return (talk) => say("title", { kind: kind(talk.kind), pair: pair(talk) });
}

type Times = Pick<TalkLineFragment, "startsAt" | "endsAt" | "heldAt" | "plannedAt" | "state">;

/** When it is, or was; when it was asked for, as long as it has no time. */
export function When({ talk }: { talk: Times }): ReactNode {
  const dates = useDates();
  const say = useWords(talkWords);
  if (talk.startsAt !== null) return dates.span(talk.startsAt, talk.endsAt);
  if (talk.heldAt !== null) return dates.moment(talk.heldAt);
  return say("asked", { day: dates.day(talk.plannedAt) });
}

const WARM: readonly ConversationState[] = ["IN_PROGRESS", "HELD", "PLANNED"];
const PLAIN: readonly ConversationState[] = ["CLOSED", "LOGGED", "CANCELLED", "MISSED", "WAIVED"];

export function StateTag({ state }: { state: ConversationState }): ReactNode {
  const say = useWords(stateWords);
  const look = WARM.includes(state) ? " warm" : PLAIN.includes(state) ? " plain" : "";
  return <span className={`tag${look}`}>{say(state)}</span>;
}
