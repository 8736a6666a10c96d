/** What the questions here are answered with. */
import type { IdentityProvidersQuery } from "../../gql/graphql.ts";

export type Provider = IdentityProvidersQuery["identityProviders"]["nodes"][number];
