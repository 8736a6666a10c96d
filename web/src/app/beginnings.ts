/** What can be begun from anywhere: a page, with its form open. */
import { isAdmin, isHr, manages, type Viewer } from "../people/me.ts";
import type { Pair } from "../i18n/words.ts";
import type { IconName } from "../ui/icon.tsx";
import { beginWords } from "./begin-words.ts";

export interface Beginning {
  readonly to: string;
  readonly name: Pair;
  readonly icon: IconName;
  readonly isFor: (viewer: Viewer) => boolean;
}

const talks = (viewer: Viewer): boolean => manages(viewer) || viewer.manager !== null;

export const beginnings: readonly Beginning[] = [
  { to: "/conversations?new=plan", name: beginWords.plan, icon: "talk", isFor: talks },
  { to: "/conversations?new=log", name: beginWords.log, icon: "check", isFor: talks },
  { to: "/goals?new=goal", name: beginWords.goal, icon: "goal", isFor: () => true },
  {
    to: "/admin/people?new=person",
    name: beginWords.person,
    icon: "people",
    isFor: (viewer) => isAdmin(viewer) || isHr(viewer),
  },
];
