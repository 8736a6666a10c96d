/** A page is fetched when somebody first goes to its address. */
import type { ComponentType } from "react";
import { Waiting } from "./answer.tsx";
import { fetched } from "./fetched.tsx";

export type Pages = Readonly<Record<string, ComponentType>>;

export function page(fetch: () => Promise<{ default: ComponentType }>): ComponentType {
  return fetched(fetch, () => <Waiting />);
}
