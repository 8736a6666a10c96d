/** What the questions here are answered with. */
import type { RecordQuery } from "../gql/graphql.ts";

export type Record = NonNullable<RecordQuery["record"]>;
