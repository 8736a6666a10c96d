import type { ReactNode } from "react";
import { CommitmentLine } from "../commitments/commitment-line.tsx";
import { Rows } from "../ui/card.tsx";
import { useWords } from "../i18n/use-words.ts";
import type { Talk } from "./asked.ts";
import { packWords } from "./page-words.ts";

/** What the two still owe each other comes back until it is settled. */
export function Agenda({ talk }: { talk: Talk }): ReactNode {
  const say = useWords(packWords);
  return (
    <Rows
      title={say("agenda")}
      nothing={say("noAgenda")}
      of={talk.agenda}
      row={({ id, commitment }) => <CommitmentLine key={id} commitment={commitment} />}
    />
  );
}
