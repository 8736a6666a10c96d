import type { ReactNode } from "react";
import type { ConnectionState } from "../../gql/graphql.ts";
import { useWords } from "../../i18n/use-words.ts";
import { connectionWords } from "./words.ts";

const LOOKS: Readonly<Record<ConnectionState, string>> = {
  PENDING: "tag plain",
  CONNECTED: "tag",
  DEGRADED: "tag warm",
  REAUTH_REQUIRED: "tag warm",
  DISCONNECTED: "tag plain",
};

export function StateTag({ state }: { state: ConnectionState }): ReactNode {
  const say = useWords(connectionWords);
  return <span className={LOOKS[state]}>{say(state)}</span>;
}
