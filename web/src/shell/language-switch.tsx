import type { ReactNode } from "react";
import { chooseLanguage, type Language } from "../words/language.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { shellWords } from "./words.ts";

const NAMES: readonly (readonly [Language, string])[] = [
  ["zh-CN", "中文"],
  ["en", "English"],
];

/** Each language is named in itself, for those who read no other. */
export function LanguageSwitch(): ReactNode {
  const say = useWords(shellWords);
  const current = useLanguage();
  return (
    <div className="languages" role="group" aria-label={say("language")}>
      {NAMES.map(([language, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => chooseLanguage(language)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
