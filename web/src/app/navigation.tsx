/** Where one can go, by groups, and what waits there. */
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useLanguage, useWords } from "../i18n/use-words.ts";
import { useMe } from "../people/me.ts";
import { Icon } from "../ui/icon.tsx";
import styles from "./navigation.module.css";
import { groups } from "./places.ts";
import type { Group, Place } from "./place.ts";
import { placeWords } from "./place-words.ts";
import type { Counts } from "./use-counts.ts";
import { shellWords } from "./words.ts";

interface Props {
  counts: Counts;
  onChosen?: () => void;
}

export function Navigation({ counts, onChosen }: Props): ReactNode {
  const say = useWords(shellWords);
  const me = useMe();
  const mine = groups
    .map((group) => ({ ...group, places: group.places.filter((place) => place.isFor(me)) }))
    .filter(({ places }) => places.length > 0);
  return (
    <nav className={styles.places} aria-label={say("places")}>
      {mine.map((group) => (
        <OneGroup
          key={group.name[0]}
          group={group}
          counts={counts}
          {...(onChosen && { onChosen })}
        />
      ))}
    </nav>
  );
}

function OneGroup({ group, counts, onChosen }: Props & { group: Group }): ReactNode {
  const word = useLanguage() === "en" ? 0 : 1;
  return (
    <>
      <p className={styles.group}>{group.name[word]}</p>
      <ul>
        {group.places.map((place) => (
          <li key={place.path}>
            <One
              place={place}
              count={place.counts ? counts[place.counts] : 0}
              {...(onChosen && { onChosen })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface OneProps {
  place: Place;
  count: number;
  onChosen?: () => void;
}

function One({ place, count, onChosen }: OneProps): ReactNode {
  const say = useWords(placeWords);
  const [path] = useLocation();
  const name = place.name[useLanguage() === "en" ? 0 : 1];
  return (
    <Link
      href={place.path}
      {...(onChosen && { onClick: onChosen })}
      {...(isAt(path, place.path) && { "aria-current": "page" })}
    >
      <Icon name={place.icon} />
      <span>{name}</span>{" "}
      {count > 0 && (
        <>
          <span className={styles.count}>{count}</span>{" "}
          <span className="unseen">{say("waiting")}</span>
        </>
      )}
    </Link>
  );
}

function isAt(path: string, place: string): boolean {
  return place === "/" ? path === "/" : path === place || path.startsWith(`${place}/`);
}
