/** Texts in both languages, side by side, so that neither changes without the other. */

export type Pair = readonly [en: string, zh: string];
export type Words<K extends string> = Readonly<Record<K, Pair>>;
export type Filling = Readonly<Record<string, string | number>>;

/**
 * Both languages of each text. `{name}` is a place to be filled; `{count:one goal|# goals}` is one
 * for a number, with the words for one and for others, in which `#` is the number.
 */
export function words<const K extends string>(pairs: Record<K, Pair>): Words<K> {
  return pairs;
}

const PLACE = /\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g;

/** The text with its places filled, numbers as the language writes them. */
export function filled(text: string, filling: Filling = {}, language = "en"): string {
  return text.replace(PLACE, (place, name: string, one?: string, others?: string) => {
    const value = filling[name];
    if (value === undefined) return place;
    const said = typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
    if (one === undefined || others === undefined) return said;
    const form = new Intl.PluralRules(language).select(Number(value)) === "one" ? one : others;
    return form.replaceAll("#", said);
  });
}
