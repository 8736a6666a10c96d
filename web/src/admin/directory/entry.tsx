/** How far somebody has got on the way in. */
import { Radio } from "antd";
import type { ReactNode } from "react";
import type { DirectoryQuery, EntryState } from "../../gql/graphql.ts";
import { useDates } from "../../words/use-dates.ts";
import { useWords } from "../../words/use-words.ts";
import { entryWords } from "./entry-words.ts";

const STATES = ["NOT_INVITED", "INVITED", "EXPIRED", "CAME"] as const;
const LOOKS = { NOT_INVITED: "tag warm", INVITED: "tag", EXPIRED: "tag late", CAME: "tag plain" };

type Person = DirectoryQuery["people"]["nodes"][number];

export function EntryTag({ person }: { person: Person }): ReactNode {
  const say = useWords(entryWords);
  const dates = useDates();
  const { entry, invitedAt, cameAt } = person;
  const at = entry === "CAME" ? cameAt : invitedAt;
  return (
    <span className={LOOKS[entry]}>
      {at === null ? say(entry) : say(`${entry}_ON` as "CAME_ON", { day: dates.day(at) })}
    </span>
  );
}

interface Props {
  entry: EntryState | null;
  narrow: (entry: EntryState | null) => void;
}

export function EntryFilter({ entry, narrow }: Props): ReactNode {
  const say = useWords(entryWords);
  const options = STATES.map((value) => ({ value: value as string, label: say(value) }));
  return (
    <Radio.Group
      className="states"
      optionType="button"
      aria-label={say("state")}
      value={entry ?? "ALL"}
      options={[{ value: "ALL", label: say("ALL") }, ...options]}
      onChange={({ target }) =>
        narrow(target.value === "ALL" ? null : (target.value as EntryState))
      }
    />
  );
}
