import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { ask, changesOf, type Document } from "./ask.ts";
import { askAgainAbout, askAllAgain } from "./questions.ts";
import { Trouble, type UserError } from "./refusal.ts";

interface Payload {
  userErrors: readonly UserError[];
}

export type Payloads<R> = R[keyof R] & Payload;

export interface Deed<R, V> {
  /** What came of it, once every page has heard; null where it was refused or got lost. */
  run(variables: V): Promise<Payloads<R> | null>;
  readonly busy: boolean;
  readonly errors: readonly UserError[];
  readonly trouble: Trouble | null;
  /** For whoever begins anew. */
  clear(): void;
  /** Tells as soon as it is done, before the page hears of it; returns how to stop. */
  onDone(tell: () => void): () => void;
}

const NONE: readonly UserError[] = [];

/** A document with one mutation, to be run at somebody's word. */
export function useDeed<R extends object, V>(document: Document<R, V>): Deed<R, V> {
  const lost = useRef<{ said: string; key: string } | null>(null);
  const listeners = useRef(new Set<() => void>());

  /** Nobody knows whether a deed that got lost was done, so it is sent again under its key. */
  async function send(variables: V): Promise<Payloads<R> | null> {
    const said = JSON.stringify(variables);
    const key = lost.current?.said === said ? lost.current.key : newKey();
    lost.current = { said, key };
    const [payload] = Object.values(await ask(document, variables, key)) as Payloads<R>[];
    lost.current = null;
    return payload ?? null;
  }

  async function hear(payload: Payloads<R> | null): Promise<void> {
    if (payload === null || payload.userErrors.length > 0) return;
    for (const tell of listeners.current) tell();
    const changes = changesOf(document);
    await (changes === null ? askAllAgain() : askAgainAbout(changes));
  }

  async function mourn(error: Error): Promise<void> {
    if (!(error instanceof Trouble)) return;
    if (error.kind !== "network") lost.current = null;
    // Whoever is no longer signed in is told so by the whole page.
    if (error.kind === "sign-in") await askAllAgain();
  }

  const deed = useMutation({ mutationFn: send, onSuccess: hear, onError: mourn });

  async function run(variables: V): Promise<Payloads<R> | null> {
    try {
      const payload = await deed.mutateAsync(variables);
      return payload !== null && payload.userErrors.length === 0 ? payload : null;
    } catch (error) {
      if (error instanceof Trouble) return null;
      throw error;
    }
  }

  function onDone(tell: () => void): () => void {
    listeners.current.add(tell);
    return () => listeners.current.delete(tell);
  }

  return {
    run,
    onDone,
    busy: deed.isPending,
    errors: deed.data?.userErrors ?? NONE,
    trouble: deed.error instanceof Trouble ? deed.error : null,
    clear: deed.reset,
  };
}

function newKey(): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return [...parts].map((part) => part.toString(16).padStart(8, "0")).join("");
}
