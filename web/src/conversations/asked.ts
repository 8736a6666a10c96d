/** What the questions here are answered with. */
import type { ConversationQuery } from "../gql/graphql.ts";

export type Talk = NonNullable<ConversationQuery["conversation"]>;
