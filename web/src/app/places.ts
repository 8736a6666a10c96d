/** All the places, by groups, in the order in which they are shown. */
import { adminWords } from "../admin/words.ts";
import { isAdmin, isHr, manages, type Viewer } from "../people/me.ts";
import type { Group } from "./place.ts";
import { placeWords } from "./place-words.ts";
import { shellWords } from "./words.ts";

const everybody = (): boolean => true;
const keepsTheDirectory = (viewer: Viewer): boolean => isAdmin(viewer) || isHr(viewer);

export const groups: readonly Group[] = [
  {
    name: placeWords.workspace,
    places: [
      { path: "/", name: placeWords.today, icon: "today", isFor: everybody },
      { path: "/inbox", name: placeWords.inbox, icon: "inbox", isFor: everybody, counts: "inbox" },
    ],
  },
  {
    name: placeWords.talks,
    places: [
      {
        path: "/conversations",
        name: shellWords.conversations,
        icon: "talk",
        isFor: everybody,
        counts: "talks",
      },
      { path: "/dossier", name: shellWords.dossier, icon: "file", isFor: everybody },
    ],
  },
  {
    name: placeWords.goals,
    places: [
      { path: "/goals", name: shellWords.goals, icon: "goal", isFor: everybody, counts: "goals" },
      { path: "/evidence", name: shellWords.evidence, icon: "facts", isFor: everybody },
    ],
  },
  {
    name: placeWords.team,
    places: [
      { path: "/team", name: shellWords.team, icon: "team", isFor: manages },
      { path: "/scorecard", name: shellWords.scorecard, icon: "chart", isFor: manages },
    ],
  },
  {
    name: placeWords.organisation,
    places: [
      { path: "/admin/people", name: adminWords.people, icon: "people", isFor: keepsTheDirectory },
    ],
  },
  {
    name: placeWords.market,
    places: [{ path: "/admin/plugins", name: adminWords.plugins, icon: "plugin", isFor: isAdmin }],
  },
  {
    name: placeWords.settings,
    places: [
      { path: "/admin/sign-in", name: adminWords.signIn, icon: "key", isFor: isAdmin },
      { path: "/admin/connections", name: adminWords.connections, icon: "link", isFor: isAdmin },
      { path: "/admin/audit", name: adminWords.audit, icon: "audit", isFor: isAdmin },
      {
        path: "/admin/jobs",
        name: adminWords.jobs,
        icon: "job",
        isFor: isAdmin,
        counts: "jobs",
      },
      { path: "/access", name: adminWords.access, icon: "lock", isFor: everybody },
    ],
  },
  {
    name: placeWords.developers,
    places: [{ path: "/admin/webhooks", name: adminWords.webhooks, icon: "hook", isFor: isAdmin }],
  },
];
