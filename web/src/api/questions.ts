/**
 * Answers that were given, kept by question (TanStack Query). A page shows the last one at once
 * and asks again; a deed asks again what it changes of what is looked at.
 */
import { QueryClient, type QueryKey } from "@tanstack/react-query";
import type { Document } from "./ask.ts";
import { idOf } from "./ask.ts";
import { Trouble } from "./refusal.ts";

const A_MINUTE = 60_000;

export const questions = new QueryClient({
  defaultOptions: {
    queries: {
      // What is shown is asked again whenever a page is opened, and when somebody comes back.
      staleTime: 0,
      gcTime: 10 * A_MINUTE,
      refetchOnWindowFocus: "always",
      // The browser's word on whether there is a network is often wrong.
      networkMode: "always",
      retry: false,
      throwOnError: false,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

export function keyOf<R, V>(document: Document<R, V>, variables: V): QueryKey {
  return [idOf(document), variables];
}

export function troubleIn(error: unknown): Trouble | null {
  if (error === null) return null;
  return error instanceof Trouble ? error : new Trouble("network", String(error));
}

export function askAgain<R, V>(document: Document<R, V>): void {
  void questions.invalidateQueries({ queryKey: [idOf(document)] });
}

/** Something has changed: what is looked at is asked again, the rest when it is looked at. */
export async function askAllAgain(): Promise<void> {
  await questions.invalidateQueries();
}

/** Only the questions whose answers hold something of these types. */
export async function askAgainAbout(types: readonly string[]): Promise<void> {
  await questions.invalidateQueries({
    predicate: ({ meta }) => {
      const held = meta?.["types"] as readonly string[] | undefined;
      return held === undefined || held.some((type) => types.includes(type));
    },
  });
}

/** In another language, or as somebody else, nothing that was said holds. */
export function forgetAnswers(): void {
  questions.removeQueries({ type: "inactive" });
  void questions.invalidateQueries();
}
