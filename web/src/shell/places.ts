/** Where one can go, and who is shown the way. A page that is not for somebody says so itself. */
import { adminPlaces } from "../admin/places.ts";
import { manages, type Viewer } from "../people/me.ts";
import type { Pair } from "../words/words.ts";
import { shellWords } from "./words.ts";

export interface Place {
  readonly path: string;
  readonly name: Pair;
  readonly isFor: (viewer: Viewer) => boolean;
}

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
