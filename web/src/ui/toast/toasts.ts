/** Short news of what was just done, shown at the edge of the page until it is old. */

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** How it is taken back, as long as it can be. */
  readonly undo?: () => void;
}

let shown: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

export function toast(text: string, undo?: () => void): void {
  last += 1;
  // Older ones give way: nobody reads a pile.
  become([...shown.slice(-2), { id: last, text, ...(undo && { undo }) }]);
}

export function dropToast(id: number): void {
  become(shown.filter((each) => each.id !== id));
}

export function toasts(): readonly Toast[] {
  return shown;
}

export function onToasts(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function become(next: readonly Toast[]): void {
  shown = next;
  for (const tell of listeners) tell();
}
