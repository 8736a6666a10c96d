/** Address → page, loaded when somebody goes there; `shell/pages.tsx` shows how. */
import type { Pages } from "../shell/pages.ts";

export const adminPages: Pages = {};
