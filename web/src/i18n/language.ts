/** Which language the reader has chosen, or else the browser asks for. */

export type Language = "zh-CN" | "en";

const KEPT_AS = "tanlu-language";
const listeners = new Set<() => void>();
let current: Language = kept() ?? preferred();

export function language(): Language {
  return current;
}

export function chooseLanguage(chosen: Language): void {
  try {
    localStorage.setItem(KEPT_AS, chosen);
  } catch {
    // A browser that keeps nothing still speaks the language until the page is left.
  }
  speak(chosen);
}

/** As long as the page is there. */
export function speak(wanted: Language): void {
  if (wanted === current) return;
  current = wanted;
  for (const tell of listeners) tell();
}

export function onLanguage(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function kept(): Language | null {
  try {
    const found = localStorage.getItem(KEPT_AS);
    return found === "zh-CN" || found === "en" ? found : null;
  } catch {
    return null;
  }
}

function preferred(): Language {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}
