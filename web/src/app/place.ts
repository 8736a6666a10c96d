/** Where one can go, and who is shown the way. A page that is not for somebody says so itself. */
import type { Pair } from "../i18n/words.ts";
import type { Viewer } from "../people/me.ts";
import type { IconName } from "../ui/icon.tsx";

export interface Place {
  readonly path: string;
  readonly name: Pair;
  readonly icon: IconName;
  readonly isFor: (viewer: Viewer) => boolean;
  /** What waits there, by its name in the counts of the frame. */
  readonly counts?: "inbox" | "talks" | "goals" | "jobs";
}

export interface Group {
  readonly name: Pair;
  readonly places: readonly Place[];
}
