/** Address → page. Each is fetched when somebody first goes there. */
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { adminPages } from "../admin/pages.ts";

export type Page = LazyExoticComponent<ComponentType> | ComponentType;
export type Pages = Readonly<Record<string, Page>>;

export const pages: Pages = {
  "/": lazy(() => import("../home/home.tsx")),
  ...adminPages,
};
