import { useAnswer, type Asked } from "../api/use-answer.ts";
import { WaitingDocument, type WaitingQuery } from "../gql/graphql.ts";
import { isoDay } from "../i18n/use-dates.ts";
import { useMe } from "../people/me.ts";
import { waitingFor, type Waiting } from "./waiting.ts";

/** Days ahead in which a promise is due that waits already. */
const SOON = 7;

export interface WaitingNow {
  readonly asked: Asked<WaitingQuery>;
  readonly items: readonly Waiting[];
}

/** One question for the frame's counts, the inbox and the home page. */
export function useWaiting(): WaitingNow {
  const me = useMe();
  const asked = useAnswer(WaitingDocument, { me: me.id });
  return { asked, items: asked.data ? waitingFor(me.id, asked.data, isoDay(SOON)) : [] };
}
