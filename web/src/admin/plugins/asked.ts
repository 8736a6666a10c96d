/** What the questions here are answered with. */
import type { PluginQuery } from "../../gql/graphql.ts";

export type Plugin = NonNullable<PluginQuery["pluginInstallation"]>;
export type Scope = Plugin["scopes"][number];
