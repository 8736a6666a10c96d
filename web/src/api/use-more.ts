import { useInfiniteQuery } from "@tanstack/react-query";
import { ask, typesIn, type Document } from "./ask.ts";
import { keyOf, troubleIn } from "./questions.ts";
import type { Trouble } from "./refusal.ts";

interface Connection<T> {
  nodes: readonly T[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export interface Grown<R, T> {
  /** The first answer, for what stands beside the list in it. */
  readonly first: R | null;
  /** All that have come so far; null before the first have. */
  readonly rows: readonly T[] | null;
  readonly total: number;
  readonly trouble: Trouble | null;
  readonly asking: boolean;
  /** Asks for the next page; null where all are there. */
  readonly more: (() => void) | null;
  again(): void;
}

/** A list that grows below, page after page; after a deed all of its pages are asked again. */
export function useMore<R, V extends { after?: string | null | undefined }, T>(
  document: Document<R, V>,
  variables: Omit<V, "after">,
  pick: (data: R) => Connection<T>,
): Grown<R, T> {
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: [...keyOf(document, variables as V), "more"],
    queryFn: ({ pageParam: after }) => ask(document, { ...variables, after } as V),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => {
      const { pageInfo } = pick(last);
      return pageInfo.hasNextPage ? pageInfo.endCursor : null;
    },
    meta: { types: typesIn(document) },
  });
  const pages = data?.pages.map(pick);
  return {
    first: data?.pages[0] ?? null,
    rows: pages?.flatMap(({ nodes }) => nodes) ?? null,
    total: pages?.[0]?.totalCount ?? 0,
    trouble: troubleIn(error),
    asking: isFetching,
    more: hasNextPage ? () => void fetchNextPage() : null,
    again: () => void refetch(),
  };
}
