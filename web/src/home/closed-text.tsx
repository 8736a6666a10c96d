/** Why somebody does not see what they wrote for themselves, and how they open it again. */
import type { ReactNode } from "react";
import { Card } from "../ui/card.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { closedWords } from "./closed-words.ts";

export function ClosedTextNotice({ since }: { since: string }): ReactNode {
  const say = useWords(closedWords);
  const dates = useDates();
  return (
    <Card title={say("title")} className="warm">
      <p>{say("why", { when: dates.moment(since) })}</p>
      <p>{say("how")}</p>
      <ul className="ways">
        <li>{say("browser")}</li>
        <li>{say("mail")}</li>
        <li>{say("account")}</li>
      </ul>
    </Card>
  );
}
