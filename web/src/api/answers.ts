/**
 * Answers that were given, by question. A page shows the last one at once and asks again; after
 * a deed everything that is looked at is asked again, so no page need know what a deed changes.
 */
import { ask, idOf, type Document } from "./ask.ts";
import { Trouble } from "./refusal.ts";

/** How far a question has got. `data` stays while it is asked again. */
export interface Answer<R> {
  readonly data: R | null;
  readonly trouble: Trouble | null;
  readonly asking: boolean;
}

interface Kept {
  answer: Answer<unknown>;
  readonly again: () => Promise<unknown>;
  readonly watchers: Set<() => void>;
  round: number;
}

const AT_MOST = 60;
const UNASKED: Answer<never> = { data: null, trouble: null, asking: true };
const kept = new Map<string, Kept>();

export function keyOf<R, V>(document: Document<R, V>, variables: V): string {
  return `${idOf(document)} ${JSON.stringify(variables)}`;
}

export function answerAt<R>(key: string): Answer<R> {
  return (kept.get(key)?.answer ?? UNASKED) as Answer<R>;
}

/** Ask, tell whenever the answer changes; returns how to stop. */
export function watch<R, V>(document: Document<R, V>, variables: V, tell: () => void): () => void {
  const key = keyOf(document, variables);
  const one = kept.get(key) ?? entered(key, () => ask(document, variables));
  one.watchers.add(tell);
  void refresh(one);
  return () => {
    one.watchers.delete(tell);
    forgetOldest();
  };
}

export function askAgain(key: string): void {
  const one = kept.get(key);
  if (one) void refresh(one);
}

/** Something has changed: what is looked at is asked again, the rest when it is looked at. */
export async function askAllAgain(): Promise<void> {
  const watched = [...kept.values()].filter((one) => one.watchers.size > 0);
  await Promise.all(watched.map(refresh));
}

/** In another language, or as somebody else, nothing that was said holds. */
export function forgetAnswers(): void {
  for (const [key, one] of kept) {
    if (one.watchers.size > 0) void refresh(one);
    else kept.delete(key);
  }
}

function entered(key: string, again: () => Promise<unknown>): Kept {
  const one: Kept = { answer: UNASKED, again, watchers: new Set(), round: 0 };
  kept.set(key, one);
  return one;
}

async function refresh(one: Kept): Promise<void> {
  const round = ++one.round;
  become(one, { ...one.answer, asking: true });
  try {
    const data = await one.again();
    // A later question has a better answer.
    if (round === one.round) become(one, { data, trouble: null, asking: false });
  } catch (error) {
    const trouble = error instanceof Trouble ? error : new Trouble("network", String(error));
    if (round === one.round) become(one, { ...one.answer, trouble, asking: false });
  }
}

function become(one: Kept, answer: Answer<unknown>): void {
  one.answer = answer;
  for (const tell of one.watchers) tell();
}

function forgetOldest(): void {
  for (const [key, one] of kept) {
    if (kept.size <= AT_MOST) return;
    if (one.watchers.size === 0) kept.delete(key);
  }
}
