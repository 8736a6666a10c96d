/**
 * What somebody has typed and not yet sent: it outlasts a lost session, a reload and a page that
 * was left, in this window alone, until it is sent, taken back, or its author signs out.
 */
import { useState } from "react";
import { useLocation } from "wouter";
import { useMyId } from "../../people/me.ts";

const KEPT_AS = "tanlu-draft";

export interface Draft<T> {
  /** What was found when the form was opened. */
  readonly found: Partial<T> | null;
  keep(values: T): void;
  drop(): void;
}

/**
 * The draft of one form at this address.
 *
 * @param name  of the form; null for a form that keeps nothing, as where secrets are typed.
 */
export function useDraft<T extends object>(name: string | null): Draft<T> {
  const me = useMyId();
  const [path] = useLocation();
  const [key] = useState(name === null || me === null ? null : keyOf(me, path, name));
  const [found] = useState(() => read<T>(key));
  return {
    found,
    keep: (values) => write(key, values),
    drop: () => write(key, null),
  };
}

/** Of everybody, or of everybody but one: nobody else is to find them. */
export function dropDrafts(but: string | null = null): void {
  withStorage((storage) => {
    for (const key of Object.keys(storage)) {
      const [kind, whose] = key.split(" ");
      if (kind === KEPT_AS && whose !== but) storage.removeItem(key);
    }
  });
}

function keyOf(me: string, path: string, name: string): string {
  return `${KEPT_AS} ${me} ${path} ${name}`;
}

function read<T>(key: string | null): Partial<T> | null {
  if (key === null) return null;
  const kept = withStorage((storage) => storage.getItem(key));
  return kept ? (JSON.parse(kept) as Partial<T>) : null;
}

function write(key: string | null, values: object | null): void {
  if (key === null) return;
  withStorage((storage) => {
    if (values === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(values));
  });
}

/** A browser that keeps nothing still sends what is typed. */
function withStorage<R>(use: (storage: Storage) => R): R | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
