import type { ReactNode } from "react";
import { RevokeSessionsDocument, type AccessQuery } from "../../gql/graphql.ts";
import { Rows } from "../../ui/card.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { useBrowser } from "./browser.ts";
import { accessWords } from "./words.ts";

type Session = AccessQuery["sessions"]["nodes"][number];

export function Sessions({ sessions }: Pick<AccessQuery, "sessions">): ReactNode {
  const say = useWords(accessWords);
  return (
    <Rows
      title={say("sessions")}
      nothing={say("sessionsNone")}
      of={sessions.nodes}
      total={sessions.totalCount}
      row={(session) => <Row key={session.id} session={session} />}
    />
  );
}

function Row({ session }: { session: Session }): ReactNode {
  const say = useWords(accessWords);
  const dates = useDates();
  const browser = useBrowser(session.browser);
  const since = dates.moment(session.createdAt);
  return (
    <li>
      <strong title={session.browser}>{browser}</strong>
      <p className="quiet">{say("sessionFacts", { since, seen: dates.moment(session.seenAt) })}</p>
      <AskFirst
        deed={RevokeSessionsDocument}
        variables={{ input: { sessionIds: [session.id] } }}
        consequence={say("signOutWill")}
        label={say("signOutOf", { browser, since })}
      >
        {say("signOut")}
      </AskFirst>
    </li>
  );
}
