/** How much waits where, for the numbers beside the places. */
import { useAnswer } from "../api/use-answer.ts";
import { CountsDocument } from "../gql/graphql.ts";
import { useWaiting } from "../home/use-waiting.ts";
import { isAdmin, useMe } from "../people/me.ts";

export interface Counts {
  readonly inbox: number;
  readonly talks: number;
  readonly goals: number;
  readonly jobs: number;
}

export function useCounts(): Counts {
  const me = useMe();
  const { items } = useWaiting();
  const { data } = useAnswer(CountsDocument, {}, { skips: !isAdmin(me) });
  const count = (...kinds: readonly string[]): number =>
    items.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    inbox: items.length,
    talks: count("held", "toRecord", "toShare"),
    goals: count("goal", "revision"),
    jobs: data?.deadJobs.totalCount ?? 0,
  };
}
