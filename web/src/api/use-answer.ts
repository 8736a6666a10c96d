import { useCallback, useSyncExternalStore } from "react";
import type { Document } from "./ask.ts";
import { answerAt, askAgain, keyOf, watch, type Answer } from "./answers.ts";

export interface Asked<R> extends Answer<R> {
  again(): void;
}

/** The answer to a question, and every later one while the component is shown. */
export function useAnswer<R, V>(document: Document<R, V>, variables: V): Asked<R> {
  const key = keyOf(document, variables);
  // The key says all there is to the variables, whose object is another at each rendering.
  const subscribe = useCallback((tell: () => void) => watch(document, variables, tell), [key]);
  const answer = useSyncExternalStore(subscribe, () => answerAt<R>(key));
  const again = useCallback(() => askAgain(key), [key]);
  return { ...answer, again };
}
