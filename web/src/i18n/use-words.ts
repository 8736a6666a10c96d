import { useSyncExternalStore } from "react";
import { language, onLanguage, type Language } from "./language.ts";
import { filled, type Filling, type Words } from "./words.ts";

export type Say<K extends string> = (key: K, filling?: Filling) => string;

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, language);
}

/** A function that says each text in the reader's language. */
export function useWords<K extends string>(words: Words<K>): Say<K> {
  const reader = useLanguage();
  const place = reader === "en" ? 0 : 1;
  return (key, filling) => filled(words[key][place], filling, reader);
}
