import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { WhoMayGrantDocument, type WhoMayGrantQuery } from "../../gql/graphql.ts";
import { isAdmin, isHr, type Viewer } from "../../people/me.ts";
import { Answer } from "../../ui/answer.tsx";
import { useWords } from "../../i18n/use-words.ts";
import type { Scope } from "./asked.ts";
import { onlyHrWords } from "./words.ts";

type People = WhoMayGrantQuery["people"]["nodes"];

/** Whether that is for HR to grant, and whoever looks is not of it. */
export function isBeyond({ needsHr }: Scope, me: Viewer): boolean {
  return needsHr && !isHr(me);
}

/** Whom to ask, before anything is refused. */
export function OnlyHr(): ReactNode {
  const asked = useAnswer(WhoMayGrantDocument, {});
  return <Answer of={asked}>{({ people }) => <Whom people={people.nodes} />}</Answer>;
}

function Whom({ people }: { people: People }): ReactNode {
  const say = useWords(onlyHrWords);
  const here = people.filter((person) => person.leftOn === null);
  const able = here.filter((person) => isAdmin(person));
  const named = (some: People): string => some.map(({ name }) => name).join(say("and"));
  return (
    <p role="note" className="late">
      {able.length > 0 && say("ask", { names: named(able) })}
      {able.length === 0 && here.length > 0 && say("promote", { names: named(here) })}
      {here.length === 0 && say("nobody")}
    </p>
  );
}
