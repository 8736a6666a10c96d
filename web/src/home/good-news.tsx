import type { ReactNode } from "react";
import type { HomeQuery } from "../gql/graphql.ts";
import { isoDay, useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { Rows } from "../ui/card.tsx";
import { Person } from "../ui/person/person.tsx";
import { homeWords } from "./words.ts";

const A_WEEK = 7;

/** Promises kept in the last seven days. */
export function GoodNews({ kept }: { kept: HomeQuery["kept"]["nodes"] }): ReactNode {
  const say = useWords(homeWords);
  const { day } = useDates();
  const since = isoDay(-A_WEEK);
  const news = kept.filter(({ dealtWithAt }) => (dealtWithAt ?? "").slice(0, 10) >= since);
  if (news.length === 0) return null;
  return (
    <Rows
      title={say("news")}
      nothing=""
      of={news}
      row={(each) => (
        <li key={each.id}>
          <Person of={each.owner} about={say("keptOn", { day: day(each.dealtWithAt ?? "") })} />
          <p>{each.text}</p>
        </li>
      )}
    />
  );
}
