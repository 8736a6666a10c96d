import { useRef, useState } from "react";
import { askAllAgain } from "./answers.ts";
import { ask, type Document } from "./ask.ts";
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

/** A document with one mutation, to be run at somebody's word. */
export function useDeed<R extends object, V>(document: Document<R, V>): Deed<R, V> {
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly UserError[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const lost = useRef<{ said: string; key: string } | null>(null);
  const listeners = useRef(new Set<() => void>());

  /** Nobody knows whether a deed that got lost was done, so it is sent again under its key. */
  function keyFor(variables: V): string {
    const said = JSON.stringify(variables);
    return lost.current?.said === said ? lost.current.key : newKey();
  }

  function clear(): void {
    setErrors([]);
    setTrouble(null);
  }

  async function run(variables: V): Promise<Payloads<R> | null> {
    setBusy(true);
    clear();
    const key = keyFor(variables);
    lost.current = { said: JSON.stringify(variables), key };
    try {
      const [payload] = Object.values(await ask(document, variables, key)) as Payloads<R>[];
      lost.current = null;
      if (!payload) return null;
      setErrors(payload.userErrors);
      if (payload.userErrors.length > 0) return null;
      for (const tell of listeners.current) tell();
      await askAllAgain();
      return payload;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      if (error.kind !== "network") lost.current = null;
      setTrouble(error);
      // Whoever is no longer signed in is told so by the whole page.
      if (error.kind === "sign-in") await askAllAgain();
      return null;
    } finally {
      setBusy(false);
    }
  }

  function onDone(tell: () => void): () => void {
    listeners.current.add(tell);
    return () => listeners.current.delete(tell);
  }

  return { run, busy, errors, trouble, clear, onDone };
}

function newKey(): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return [...parts].map((part) => part.toString(16).padStart(8, "0")).join("");
}
