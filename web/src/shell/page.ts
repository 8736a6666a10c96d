/** A page is fetched when somebody first goes to its address. */
import type { ComponentType, LazyExoticComponent } from "react";

export type Page = LazyExoticComponent<ComponentType> | ComponentType;
export type Pages = Readonly<Record<string, Page>>;
