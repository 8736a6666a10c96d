import type { ReactNode } from "react";
import type { Language } from "../i18n/language.ts";
import { useLanguage, useWords } from "../i18n/use-words.ts";
import { useLanguageChoice } from "../people/own-language.ts";
import { Choices } from "../ui/choices.tsx";
import { shellWords } from "./words.ts";

/** Each language is named in itself, for those who read no other. */
const NAMES: readonly { value: Language; name: string; lang: string }[] = [
  { value: "zh-CN", name: "中文", lang: "zh-CN" },
  { value: "en", name: "English", lang: "en" },
];

export function LanguageSwitch(): ReactNode {
  const say = useWords(shellWords);
  return (
    <Choices
      label={say("language")}
      options={NAMES}
      value={useLanguage()}
      choose={useLanguageChoice()}
    />
  );
}
