/** What the questions here are answered with. */
import type { GoalsQuery } from "../gql/graphql.ts";

export type Goal = GoalsQuery["goals"]["nodes"][number];
export type Result = Goal["keyResults"][number];
