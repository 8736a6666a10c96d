/** All the places, in the order in which they are shown. */
import { adminPlaces } from "../admin/places.ts";
import { manages } from "../people/me.ts";
import type { Place } from "./place.ts";
import { shellWords } from "./words.ts";

const everybody = (): boolean => true;

export const places: readonly Place[] = [
  { path: "/", name: shellWords.home, isFor: everybody },
  { path: "/team", name: shellWords.team, isFor: manages },
  { path: "/conversations", name: shellWords.conversations, isFor: everybody },
  { path: "/goals", name: shellWords.goals, isFor: everybody },
  { path: "/dossier", name: shellWords.dossier, isFor: everybody },
  { path: "/evidence", name: shellWords.evidence, isFor: everybody },
  { path: "/scorecard", name: shellWords.scorecard, isFor: manages },
  ...adminPlaces,
];
