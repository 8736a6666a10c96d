import type { ReactNode } from "react";
import { RevokeSessionsDocument, type AccessQuery } from "../../gql/graphql.ts";
import { Rows } from "../../shell/card.tsx";
import { useDates } from "../../words/use-dates.ts";
import { useWords } from "../../words/use-words.ts";
import { AskFirst } from "../ask-first.tsx";
import { accessWords } from "./words.ts";

type Session = AccessQuery["sessions"]["nodes"][number];

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

export function Sessions({ sessions }: { sessions: readonly Session[] }): ReactNode {
  const say = useWords(accessWords);
  return (
    <Rows
      title={say("sessions")}
      nothing={say("sessionsNone")}
      of={sessions}
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

/** What people call it, as far as one can tell from how it names itself. */
function useBrowser(named: string): string {
  const say = useWords(accessWords);
  const known = (of: readonly (readonly [string, string])[]): string | undefined =>
    of.find(([mark]) => named.includes(mark))?.[1];
  const [browser, system] = [known(BROWSERS), known(SYSTEMS)];
  if (browser && system) return say("browserOn", { browser, system });
  return browser ?? (named.slice(0, 60) || say("unknownBrowser"));
}
