/** A page is fetched when somebody first goes to its address. */
import type { ComponentType } from "react";
import { Waiting } from "../ui/answer.tsx";
import { fetched } from "../ui/fetched.tsx";

export type Pages = Readonly<Record<string, ComponentType>>;

export function page(fetch: () => Promise<{ default: ComponentType }>): ComponentType {
  return fetched(fetch, () => <Waiting />);
}
