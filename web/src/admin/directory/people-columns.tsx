/** What is told of everybody in the directory, on the page and in the file. */
import type { ReactNode } from "react";
import { shellWords } from "../../app/words.ts";
import type { DirectoryQuery, PersonOrder } from "../../gql/graphql.ts";
import { isoDay, useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { Person } from "../../ui/person/person.tsx";
import type { Column } from "../../ui/table/column.ts";
import { EntryTag, useEntryText } from "./entry.tsx";
import { directoryWords } from "./words.ts";

export type Listed = DirectoryQuery["people"]["nodes"][number];

export function usePeopleColumns(): readonly Column<Listed, PersonOrder>[] {
  const say = useWords(directoryWords);
  const role = useWords(shellWords);
  const dates = useDates();
  const entryText = useEntryText();
  const roles = (one: Listed): string[] => one.roles.map((each) => role(each));
  return [
    {
      key: "name",
      title: say("name"),
      orders: ["NAME_ASC", "NAME_DESC"],
      text: ({ name }) => name,
      cell: (one) => <Person of={one} to={`/admin/people/${one.id}`} about={one.title} />,
    },
    { key: "email", title: say("email"), text: ({ email }) => email, cell: ({ email }) => email },
    {
      key: "manager",
      title: say("managerColumn"),
      text: ({ manager }) => manager?.name ?? "",
      cell: ({ manager }) => manager?.name ?? <span className="quiet">{say("noManager")}</span>,
    },
    {
      key: "roles",
      title: say("rolesColumn"),
      text: (one) => roles(one).join(" "),
      cell: (one) => <Tags of={roles(one)} />,
    },
    {
      key: "joined",
      title: say("joinedOn"),
      orders: ["JOINED_ON_DESC"],
      text: ({ joinedOn }) => joinedOn,
      isShort: true,
      cell: ({ joinedOn }) => dates.day(joinedOn),
    },
    {
      key: "state",
      title: say("stateColumn"),
      text: (one) => one.leftOn ?? entryText(one),
      cell: (one) => <State of={one} />,
    },
  ];
}

function State({ of }: { of: Listed }): ReactNode {
  const say = useWords(directoryWords);
  const dates = useDates();
  const { leftOn } = of;
  const isGone = leftOn !== null && leftOn <= isoDay();
  return (
    <span className="tags">
      {leftOn !== null && (
        <span className="tag plain">
          {say(isGone ? "left" : "leaves", { day: dates.day(leftOn) })}
        </span>
      )}
      {!isGone && <EntryTag person={of} />}
    </span>
  );
}

/** Nothing at all where there are none, so that a phone leaves the line out. */
function Tags({ of }: { of: readonly string[] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <span className="tags">
      {of.map((each) => (
        <span key={each} className="tag">
          {each}
        </span>
      ))}
    </span>
  );
}
