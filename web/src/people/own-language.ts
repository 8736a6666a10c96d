/** The language one has chosen: mail is written in it, and every browser speaks it. */
import { useEffect } from "react";
import { useDeed } from "../api/use-deed.ts";
import { ChooseLanguageDocument, type Language as Told } from "../gql/graphql.ts";
import { chooseLanguage, speak, type Language } from "../i18n/language.ts";
import { useMyId, type Viewer } from "./me.ts";

const TOLD: Readonly<Record<Language, Told>> = { en: "EN", "zh-CN": "ZH_CN" };
const SPOKEN: Readonly<Record<Told, Language>> = { EN: "en", ZH_CN: "zh-CN" };

/** Whoever comes in with another browser is spoken to as they wished before. */
export function useOwnLanguage({ id, language }: Viewer): void {
  useEffect(() => {
    if (language) speak(SPOKEN[language]);
    // Once for each person: from then on it is they who change it.
  }, [id]);
}

/** For this browser, and for the person if one is signed in. */
export function useLanguageChoice(): (chosen: Language) => void {
  const mine = useMyId();
  const deed = useDeed(ChooseLanguageDocument);
  return (chosen) => {
    chooseLanguage(chosen);
    if (mine !== null) void deed.run({ input: { language: TOLD[chosen] } });
  };
}
