/** What the questions here are answered with. */
import type { DataConnectionQuery, VendorsQuery } from "../../gql/graphql.ts";

export type Connection = NonNullable<DataConnectionQuery["dataConnection"]>;
export type Vendors = VendorsQuery["vendors"];
