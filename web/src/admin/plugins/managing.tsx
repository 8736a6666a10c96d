import type { ReactNode } from "react";
import {
  ResumePluginDocument,
  RetryPluginDocument,
  SuspendPluginDocument,
  UninstallPluginDocument,
  type PluginInstallationState,
} from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import type { Plugin } from "./asked.ts";
import { consentWords } from "./words.ts";

const HERE: readonly PluginInstallationState[] = ["INSTALLING", "FAILED", "ACTIVE", "SUSPENDED"];

/** What can be done with one that was let in. */
export function Managing({ plugin }: { plugin: Plugin }): ReactNode {
  const say = useWords(consentWords);
  const { name } = plugin.manifest;
  const { state } = plugin;
  const variables = { input: { installationId: plugin.id } };
  if (!HERE.includes(state)) return null;
  return (
    <Card title={say("manage")}>
      {state === "FAILED" && <p className="late">{say("failed")}</p>}
      <div className="actions">
        {state === "ACTIVE" && (
          <AskFirst
            deed={SuspendPluginDocument}
            variables={variables}
            consequence={say("suspendWill", { name })}
          >
            {say("suspend")}
          </AskFirst>
        )}
        {state === "SUSPENDED" && (
          <DeedButton deed={ResumePluginDocument} variables={variables}>
            {say("resume")}
          </DeedButton>
        )}
        {state === "FAILED" && (
          <DeedButton deed={RetryPluginDocument} variables={variables}>
            {say("retry")}
          </DeedButton>
        )}
        <AskFirst
          deed={UninstallPluginDocument}
          variables={variables}
          consequence={say("uninstallWill", { name })}
        >
          {say("uninstall")}
        </AskFirst>
      </div>
    </Card>
  );
}
