/** What the questions here are answered with. */
import type { ScorecardsQuery } from "../gql/graphql.ts";

export type Card = ScorecardsQuery["scorecards"]["nodes"][number];
