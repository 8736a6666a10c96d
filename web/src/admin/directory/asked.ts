/** What the questions here are answered with. */
import type { DirectoryPersonQuery } from "../../gql/graphql.ts";

export type Person = NonNullable<DirectoryPersonQuery["person"]>;
