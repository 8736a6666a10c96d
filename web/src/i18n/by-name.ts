import { useLanguage } from "./use-words.ts";

interface Named {
  readonly name: string;
}

/** People in the order in which the reader looks for them: in Chinese by pinyin. */
export function useByName(): <T extends Named>(people: readonly T[]) => T[] {
  const language = useLanguage();
  const order = new Intl.Collator(language === "en" ? "en" : "zh-CN-u-co-pinyin");
  return (people) => [...people].sort((one, other) => order.compare(one.name, other.name));
}
