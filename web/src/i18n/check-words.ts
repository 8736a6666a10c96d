/** Run by Node.js: every text is there in both languages, and has the same places to be filled. */
import { globSync } from "node:fs";
import { resolve } from "node:path";
import type { Pair } from "./words.ts";

const HAN = /\p{Script=Han}/u;
/** `{name}`, or `{count:one goal|# goals}` in a language that has both. */
const PLACE = /\{(\w+)(?::[^|{}]*\|[^{}]*)?\}/g;

function faults([en, zh]: Pair): string[] {
  const places = (text: string): string =>
    [...text.matchAll(PLACE)]
      .map(([, name]) => name)
      .sort()
      .join();
  // Between its places, a text may hold no more than signs, or a short form that both use.
  const speaks = /\p{Lowercase_Letter}/u.test(en.replace(/\{\w+\}/g, ""));
  return [
    ...(en.trim() === "" || HAN.test(en) ? ["is not English"] : []),
    ...(speaks && !HAN.test(zh) ? ["is not Chinese"] : []),
    ...(places(en) === places(zh) ? [] : ["has other places to be filled"]),
  ];
}

let texts = 0;
const found: string[] = [];
for (const file of globSync("src/**/*words.ts").filter((each) => !each.startsWith("src/i18n/"))) {
  const catalogues: Record<string, Record<string, Pair>> = await import(resolve(file));
  for (const catalogue of Object.values(catalogues)) {
    for (const [key, pair] of Object.entries(catalogue)) {
      texts += 1;
      found.push(...faults(pair).map((fault) => `${file}: ${key} ${fault}`));
    }
  }
}
console.log(found.join("\n") || `${texts} texts in both languages`);
process.exitCode = found.length > 0 || texts === 0 ? 1 : 0;
