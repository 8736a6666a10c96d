import { useWords } from "../../i18n/use-words.ts";
import { accessWords } from "./words.ts";

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** What people call it, as far as one can tell from how it names itself. */
export function useBrowser(named: string): string {
  const say = useWords(accessWords);
  const known = (of: readonly (readonly [string, string])[]): string | undefined =>
    of.find(([mark]) => named.includes(mark))?.[1];
  const [browser, system] = [known(BROWSERS), known(SYSTEMS)];
  if (browser && system) return say("browserOn", { browser, system });
  return browser ?? (named.slice(0, 60) || say("unknownBrowser"));
}
