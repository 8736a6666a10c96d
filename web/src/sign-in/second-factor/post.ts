/** Asks the server for a step of setting a second factor up, or of showing it. */
import { useState } from "react";
import { askAllAgain } from "../../api/questions.ts";
import { Trouble, troubleFrom, type UserError } from "../../api/refusal.ts";
import { language } from "../../i18n/language.ts";

const AT = "/sign-in/second-factor";

export type Json = Record<string, unknown>;

/** Rejects with Trouble. */
export async function post<R>(deed: string, told: Json = {}): Promise<R> {
  const response = await fetch(`${AT}/${deed}`, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      "Accept-Language": language(),
      "Content-Type": "application/json",
      "X-Requested-With": "tanlu-console",
    },
    body: JSON.stringify(told),
  }).catch(() => {
    throw new Trouble("network", "");
  });
  const requestId = response.headers.get("x-request-id");
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as R;
  const [first] = (answer as { errors?: { message: string }[] } | undefined)?.errors ?? [];
  throw first ? troubleFrom(first, requestId) : new Trouble("network", "", requestId);
}

export interface Step {
  /** What came of it, once every page has heard; null where it was refused. */
  run<R>(work: () => Promise<R>): Promise<R | null>;
  readonly busy: boolean;
  readonly errors: readonly UserError[];
  readonly trouble: Trouble | null;
}

/** A step at somebody's word; `cancelled` is said where the browser or its owner gave up. */
export function useStep(cancelled: string): Step {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function run<R>(work: () => Promise<R>): Promise<R | null> {
    setBusy(true);
    setTrouble(null);
    try {
      const done = await work();
      await askAllAgain();
      return done;
    } catch (error) {
      setTrouble(error instanceof Trouble ? error : new Trouble("refused", cancelled));
      return null;
    } finally {
      setBusy(false);
    }
  }

  return { run, busy, errors: [], trouble };
}
