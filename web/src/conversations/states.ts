import type { ConversationState } from "../gql/graphql.ts";

const AHEAD: readonly ConversationState[] = ["PLANNED", "SCHEDULED", "PREPARING", "READY"];

/** Something can still be prepared for it. */
export function isAhead(state: ConversationState): boolean {
  return AHEAD.includes(state) || state === "IN_PROGRESS";
}

export function isBegun(state: ConversationState): boolean {
  return !AHEAD.includes(state);
}

const OVER: readonly ConversationState[] = ["CLOSED", "LOGGED", "CANCELLED", "MISSED", "WAIVED"];

/** There is no next step any more. */
export function isOver(state: ConversationState): boolean {
  return OVER.includes(state);
}
