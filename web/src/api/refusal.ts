/** What can come back instead of an answer. */

/** A rule of the house said no to a deed; `field` is the path to what is to blame. */
export interface UserError {
  message: string;
  code: string;
  field: readonly string[] | null;
}

export type TroubleKind = "network" | "sign-in" | "refused" | "outdated";

/** Nothing came of it. `requestId` is what support asks for. */
export class Trouble extends Error {
  readonly kind: TroubleKind;
  readonly requestId: string | null;

  constructor(kind: TroubleKind, message: string, requestId: string | null = null) {
    super(message);
    this.kind = kind;
    this.requestId = requestId;
  }
}

interface Told {
  message: string;
  extensions?: { code?: string; requestId?: string };
}

const KINDS: Readonly<Record<string, TroubleKind>> = {
  UNAUTHENTICATED: "sign-in",
  // The console was built anew since this page was loaded.
  DOCUMENT_NOT_FOUND: "outdated",
};

export function troubleFrom(told: Told, requestId: string | null): Trouble {
  const { code = "", requestId: said } = told.extensions ?? {};
  return new Trouble(KINDS[code] ?? "refused", told.message, said ?? requestId);
}
