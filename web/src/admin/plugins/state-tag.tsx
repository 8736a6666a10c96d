import type { ReactNode } from "react";
import type { PluginInstallationState } from "../../gql/graphql.ts";
import { useWords } from "../../i18n/use-words.ts";
import { pluginStateWords } from "./words.ts";

const LOOKS: Readonly<Record<PluginInstallationState, string>> = {
  PENDING_CONSENT: "tag warm",
  INSTALLING: "tag warm",
  FAILED: "tag warm",
  ACTIVE: "tag",
  SUSPENDED: "tag warm",
  UNINSTALLING: "tag plain",
  UNINSTALLED: "tag plain",
};

export function StateTag({ state }: { state: PluginInstallationState }): ReactNode {
  const say = useWords(pluginStateWords);
  return <span className={LOOKS[state]}>{say(state)}</span>;
}
