import type { ReactNode } from "react";
import type { Role } from "../gql/graphql.ts";
import { useMe, type Viewer } from "../people/me.ts";
import { Lost } from "../app/lost.tsx";

interface Props {
  roles: readonly Role[];
  children: ReactNode;
}

export function hasOneOf(viewer: Viewer, roles: readonly Role[]): boolean {
  return viewer.roles.some((role) => roles.includes(role));
}

/** The server refuses the others in any case; here they read why there is nothing. */
export function ForRoles({ roles, children }: Props): ReactNode {
  const me = useMe();
  return hasOneOf(me, roles) ? children : <Lost />;
}
