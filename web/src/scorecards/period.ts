import type { ScorecardGrain } from "../gql/graphql.ts";
import { useLanguage } from "../i18n/use-words.ts";

/** A month by its name, a quarter by its number: November 2026, Q4 2026. */
export function usePeriod(): (start: string, grain: ScorecardGrain) => string {
  const language = useLanguage();
  return (start, grain) => {
    const day = new Date(`${start}T00:00`);
    if (grain === "MONTH") {
      return new Intl.DateTimeFormat(language, { year: "numeric", month: "short" }).format(day);
    }
    const quarter = Math.floor(day.getMonth() / 3) + 1;
    return language === "en"
      ? `Q${quarter} ${day.getFullYear()}`
      : `${day.getFullYear()}年第${quarter}季度`;
  };
}
