/** How far somebody has got on the way in. */
import type { ReactNode } from "react";
import type { DirectoryQuery, EntryState } from "../../gql/graphql.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { StateFilter } from "../../ui/table/state-filter.tsx";
import { entryWords } from "./entry-words.ts";

const STATES = ["NOT_INVITED", "INVITED", "EXPIRED", "CAME"] as const;
const LOOKS = { NOT_INVITED: "tag warm", INVITED: "tag", EXPIRED: "tag late", CAME: "tag plain" };

type Person = DirectoryQuery["people"]["nodes"][number];

export function useEntryText(): (person: Person) => string {
  const say = useWords(entryWords);
  const dates = useDates();
  return ({ entry, invitedAt, cameAt }) => {
    const at = entry === "CAME" ? cameAt : invitedAt;
    return at === null ? say(entry) : say(`${entry}_ON` as "CAME_ON", { day: dates.day(at) });
  };
}

export function EntryTag({ person }: { person: Person }): ReactNode {
  const text = useEntryText();
  return <span className={LOOKS[person.entry]}>{text(person)}</span>;
}

interface Props {
  entry: EntryState | null;
  narrow: (entry: EntryState | null) => void;
}

export function EntryFilter({ entry, narrow }: Props): ReactNode {
  const say = useWords(entryWords);
  const options = STATES.map((value) => ({ value, name: say(value) }));
  return (
    <StateFilter
      label={say("state")}
      all={say("ALL")}
      options={options}
      value={entry}
      narrow={narrow}
    />
  );
}
