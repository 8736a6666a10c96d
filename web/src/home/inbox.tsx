/** Everything that waits for whoever is signed in, in one list by day. */
import type { ReactNode } from "react";
import { isoDay } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { Answer } from "../ui/answer.tsx";
import { Rows } from "../ui/card.tsx";
import { Empty } from "../ui/empty.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { useWaiting } from "./use-waiting.ts";
import type { Waiting } from "./waiting.ts";
import { WaitingLine } from "./waiting-line.tsx";
import { waitingWords } from "./waiting-words.ts";

export default function Inbox(): ReactNode {
  const say = useWords(waitingWords);
  const { asked, items } = useWaiting();
  return (
    <>
      <PageHead title={say("title")} about={say("what")} />
      <Answer of={asked}>
        {() =>
          items.length === 0 ? (
            <Empty text={say("none")} way={{ text: say("toHome"), to: "/" }} />
          ) : (
            <Days items={items} />
          )
        }
      </Answer>
    </>
  );
}

function Days({ items }: { items: readonly Waiting[] }): ReactNode {
  const say = useWords(waitingWords);
  const today = isoDay();
  const parts = [
    { title: say("late"), of: items.filter(({ on }) => on < today) },
    { title: say("today"), of: items.filter(({ on }) => on === today) },
    { title: say("later"), of: items.filter(({ on }) => on > today) },
  ];
  return parts
    .filter(({ of }) => of.length > 0)
    .map(({ title, of }) => (
      <Rows
        key={title}
        title={title}
        nothing=""
        of={of}
        row={(item) => <WaitingLine key={`${item.kind} ${item.id}`} of={item} />}
      />
    ));
}
