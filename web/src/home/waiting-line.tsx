/** One thing that waits: what it is, of whom, and the way to it; a promise is settled in place. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { CommitmentLine } from "../commitments/commitment-line.tsx";
import { useTitle } from "../conversations/talk-line.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { useMe } from "../people/me.ts";
import { Avatar } from "../ui/person/avatar.tsx";
import styles from "./waiting.module.css";
import type { Waiting } from "./waiting.ts";
import { waitingWords } from "./waiting-words.ts";

export function WaitingLine({ of }: { of: Waiting }): ReactNode {
  if (of.kind === "promise") return <CommitmentLine commitment={of.of} />;
  return <Line of={of} />;
}

type Told = Exclude<Waiting, { kind: "promise" }>;

function Line({ of }: { of: Told }): ReactNode {
  const say = useWords(waitingWords);
  const { who, text, to } = useTold(of);
  const { day } = useDates();
  return (
    <li className={styles.line}>
      <Avatar id={who.id} name={who.name} />
      <span className={styles.text}>
        <Link href={to}>{text}</Link>
        <span className="quiet small">
          {say(of.kind)} · {say(of.kind === "toRecord" ? "by" : "since", { day: day(of.on) })}
        </span>
      </span>
    </li>
  );
}

function useTold(of: Told): { who: { id: string; name: string }; text: string; to: string } {
  const say = useWords(waitingWords);
  const title = useTitle();
  const me = useMe();
  const { day } = useDates();
  switch (of.kind) {
    case "record": {
      const { manager, occurredAt } = of.of;
      const text = say("recordOf", { day: day(occurredAt), name: manager.name });
      return { who: manager, text, to: `/records/${of.id}` };
    }
    case "goal":
    case "revision": {
      const { owner, title: text } = of.of;
      return { who: owner, text, to: owner.id === me.id ? "/goals" : `/people/${owner.id}/goals` };
    }
    case "held":
    case "toRecord":
    case "toShare": {
      const { manager, subject } = of.of;
      const who = manager.id === me.id ? subject : manager;
      return { who, text: title(of.of), to: `/conversations/${of.id}` };
    }
  }
}
