/** The rooms of those who look after a company's Tanlu. Their pages are in `pages.ts` beside. */
import { isAdmin, isHr, type Viewer } from "../people/me.ts";
import type { Place } from "../app/place.ts";
import { adminWords } from "./words.ts";

const everybody = (): boolean => true;
const keepsTheDirectory = (viewer: Viewer): boolean => isAdmin(viewer) || isHr(viewer);

export const adminPlaces: readonly Place[] = [
  { path: "/admin/people", name: adminWords.people, isFor: keepsTheDirectory },
  { path: "/admin/connections", name: adminWords.connections, isFor: isAdmin },
  { path: "/admin/webhooks", name: adminWords.webhooks, isFor: isAdmin },
  { path: "/admin/plugins", name: adminWords.plugins, isFor: isAdmin },
  { path: "/admin/sign-in", name: adminWords.signIn, isFor: isAdmin },
  { path: "/admin/audit", name: adminWords.audit, isFor: isAdmin },
  { path: "/admin/jobs", name: adminWords.jobs, isFor: isAdmin },
  { path: "/access", name: adminWords.access, isFor: everybody },
];
