/** What fits the words typed: from here at once, from the server a moment later. */
import { useEffect, useState, type ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { FindDocument, type FindQuery } from "../../gql/graphql.ts";
import { useTitle } from "../../conversations/talk-line.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useLanguage } from "../../i18n/use-words.ts";
import { useMe, type Viewer } from "../../people/me.ts";
import { Icon } from "../../ui/icon.tsx";
import { Avatar } from "../../ui/person/avatar.tsx";
import { beginnings } from "../beginnings.ts";
import { groups } from "../places.ts";

export interface Hit {
  readonly key: string;
  readonly kind: "pages" | "begin" | "people" | "goals" | "talks";
  readonly name: string;
  readonly about: string;
  readonly to: string;
  readonly look: ReactNode;
}

const PAUSE = 150;
const TALKS = 5;

export function useHits(typed: string): { hits: readonly Hit[]; asking: boolean } {
  const me = useMe();
  const word = useLanguage() === "en" ? 0 : 1;
  const part = useSettled(typed.trim());
  const { data, asking } = useAnswer(FindDocument, { me: me.id, part }, { keepsRows: true });
  const here = [...pages(me, word), ...begun(me, word)].filter(({ name }) => fits(name, typed));
  const talks = useTalks(data, typed);
  const found =
    part === "" || data === null ? [] : [...people(data, me), ...goals(data, me), ...talks];
  return { hits: [...found, ...here], asking: asking || part !== typed.trim() };
}

function fits(name: string, typed: string): boolean {
  return name.toLowerCase().includes(typed.trim().toLowerCase());
}

function pages(me: Viewer, word: 0 | 1): Hit[] {
  return groups.flatMap((group) =>
    group.places
      .filter(({ isFor }) => isFor(me))
      .map((place) => ({
        key: place.path,
        kind: "pages" as const,
        name: place.name[word],
        about: group.name[word],
        to: place.path,
        look: <Icon name={place.icon} />,
      })),
  );
}

function begun(me: Viewer, word: 0 | 1): Hit[] {
  return beginnings
    .filter(({ isFor }) => isFor(me))
    .map(({ to, name, icon }) => ({
      key: to,
      kind: "begin" as const,
      name: name[word],
      about: "",
      to,
      look: <Icon name={icon} />,
    }));
}

function people(data: FindQuery, me: Viewer): Hit[] {
  return data.people.nodes.map((person) => ({
    key: person.id,
    kind: "people" as const,
    name: person.name,
    about: person.title ?? "",
    to: person.id === me.id ? "/dossier" : `/people/${person.id}`,
    look: <Avatar id={person.id} name={person.name} />,
  }));
}

function goals(data: FindQuery, me: Viewer): Hit[] {
  return data.goals.nodes.map((goal) => ({
    key: goal.id,
    kind: "goals" as const,
    name: goal.title,
    about: goal.owner.name,
    to: goal.owner.id === me.id ? "/goals" : `/people/${goal.owner.id}/goals`,
    look: <Icon name="goal" />,
  }));
}

/** Of one's fifty newest, by what they are called: whom with, and what for. */
function useTalks(data: FindQuery | null, typed: string): Hit[] {
  const title = useTitle();
  const { day } = useDates();
  return (data?.talks.nodes ?? [])
    .map((talk) => ({
      key: talk.id,
      kind: "talks" as const,
      name: title(talk),
      about: day(talk.startsAt ?? talk.plannedAt),
      to: `/conversations/${talk.id}`,
      look: <Icon name="talk" />,
    }))
    .filter(({ name }) => fits(name, typed))
    .slice(0, TALKS);
}

/** Nobody's every key is asked about. */
function useSettled(value: string): string {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => settle(value), PAUSE);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
