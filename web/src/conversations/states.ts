import type { ConversationState } from "../gql/graphql.ts";

const AHEAD: readonly ConversationState[] = ["PLANNED", "SCHEDULED", "PREPARING", "READY"];

/** Something can still be prepared for it. */
export function isAhead(state: ConversationState): boolean {
  return AHEAD.includes(state) || state === "IN_PROGRESS";
}

export function isBegun(state: ConversationState): boolean {
  return !AHEAD.includes(state);
}
