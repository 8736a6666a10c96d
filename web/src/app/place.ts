/** Where one can go, and who is shown the way. A page that is not for somebody says so itself. */
import type { Viewer } from "../people/me.ts";
import type { Pair } from "../i18n/words.ts";

export interface Place {
  readonly path: string;
  readonly name: Pair;
  readonly isFor: (viewer: Viewer) => boolean;
}
