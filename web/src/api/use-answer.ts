import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { ask, typesIn, type Document } from "./ask.ts";
import { keyOf, troubleIn } from "./questions.ts";
import type { Trouble } from "./refusal.ts";

/** How far a question has got. `data` stays while it is asked again. */
export interface Asked<R> {
  readonly data: R | null;
  readonly trouble: Trouble | null;
  readonly asking: boolean;
  again(): void;
}

interface Options {
  /** The rows of the last page, order or filter stay until the next ones are there. */
  keepsRows?: boolean;
  /** Nothing is asked. */
  skips?: boolean;
}

/** The answer to a question, and every later one while the component is shown. */
export function useAnswer<R, V>(
  document: Document<R, V>,
  variables: V,
  { keepsRows = false, skips = false }: Options = {},
): Asked<R> {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: keyOf(document, variables),
    queryFn: () => ask(document, variables),
    enabled: !skips,
    meta: { types: typesIn(document) },
    ...(keepsRows && { placeholderData: keepPreviousData }),
  });
  const again = useCallback(() => void refetch(), [refetch]);
  return { data: data ?? null, trouble: troubleIn(error), asking: isFetching, again };
}
