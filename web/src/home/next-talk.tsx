import type { ReactNode } from "react";
import { Link } from "wouter";
import { StateTag, useTitle, When } from "../conversations/talk-line.tsx";
import type { TalkLineFragment } from "../gql/graphql.ts";
import { useWords } from "../i18n/use-words.ts";
import { manages, useMe } from "../people/me.ts";
import { homeWords } from "./words.ts";

/** The conversation that comes next, or is under way. */
export function NextTalk({ talk }: { talk: TalkLineFragment | undefined }): ReactNode {
  const say = useWords(homeWords);
  const title = useTitle();
  const me = useMe();
  const canAsk = manages(me) || me.manager !== null;
  return (
    <section className="card next-talk">
      <h2>{say("next")}</h2>
      {talk ? (
        <>
          <p className="what">{title(talk)}</p>
          <p className="when">
            <When talk={talk} /> <StateTag state={talk.state} />
          </p>
          <Link href={`/conversations/${talk.id}`} className="button">
            {say("open")}
          </Link>
        </>
      ) : (
        <>
          <p>{say("noNext")}</p>
          {canAsk && (
            <Link href="/conversations?new=plan" className="button">
              {say("askForOne")}
            </Link>
          )}
        </>
      )}
    </section>
  );
}
