import type { ReactNode } from "react";
import { Link } from "wouter";
import { useWords } from "../i18n/use-words.ts";
import { Rows } from "../ui/card.tsx";
import { useWaiting } from "./use-waiting.ts";
import { WaitingLine } from "./waiting-line.tsx";
import { waitingWords } from "./waiting-words.ts";
import { homeWords } from "./words.ts";

const SHOWN = 6;

/** What waits, the most urgent of it here and all of it in the inbox. */
export function WaitsForYou(): ReactNode {
  const say = useWords(homeWords);
  const waiting = useWords(waitingWords);
  const { asked, items } = useWaiting();
  if (asked.data === null) return null;
  return (
    <Rows
      title={say("waits")}
      nothing={waiting("none")}
      of={items.slice(0, SHOWN)}
      row={(item) => <WaitingLine key={`${item.kind} ${item.id}`} of={item} />}
      {...(items.length > 0 && { className: "warm" })}
    >
      {items.length > SHOWN && (
        <p className="after-rows">
          <Link href="/inbox">{say("allWaiting", { count: items.length })}</Link>
        </p>
      )}
    </Rows>
  );
}
