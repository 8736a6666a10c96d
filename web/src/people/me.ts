import { createContext, useContext } from "react";
import type { ViewerQuery } from "../gql/graphql.ts";

export type Viewer = NonNullable<ViewerQuery["viewer"]>;

const MeContext = createContext<Viewer | null>(null);
export const MeProvider = MeContext.Provider;

/** Who is signed in. Only for what the frame encloses. */
export function useMe(): Viewer {
  const me = useContext(MeContext);
  if (me === null) throw new Error("Nobody is signed in here");
  return me;
}

/** Of whoever is signed in; null where nobody is, or has yet to show a second factor. */
export function useMyId(): string | null {
  return useContext(MeContext)?.id ?? null;
}

export function manages(viewer: Viewer): boolean {
  return viewer.reports.totalCount > 0;
}

export function isHr(viewer: Pick<Viewer, "roles">): boolean {
  return viewer.roles.includes("HR");
}

export function isAdmin(viewer: Pick<Viewer, "roles">): boolean {
  return viewer.roles.includes("ADMIN");
}
