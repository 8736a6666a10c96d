/** What the questions here are answered with. */
import type { WebhookEndpointQuery } from "../../gql/graphql.ts";

export type Endpoint = NonNullable<WebhookEndpointQuery["webhookEndpoint"]>;
