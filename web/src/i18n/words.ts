/** Texts in both languages, side by side, so that neither changes without the other. */

export type Pair = readonly [en: string, zh: string];
export type Words<K extends string> = Readonly<Record<K, Pair>>;
export type Filling = Readonly<Record<string, string | number>>;

/** Both languages of each text; `{name}` is a place to be filled. */
export function words<const K extends string>(pairs: Record<K, Pair>): Words<K> {
  return pairs;
}

/** The text with its places filled. */
export function filled(text: string, filling: Filling = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(filling[name] ?? place));
}
