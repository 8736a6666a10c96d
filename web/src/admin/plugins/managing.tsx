import type { ReactNode } from "react";
import {
  ResumePluginDocument,
  SuspendPluginDocument,
  UninstallPluginDocument,
} from "../../gql/graphql.ts";
import { Card } from "../../shell/card.tsx";
import { DeedButton } from "../../shell/deed-button.tsx";
import { useWords } from "../../words/use-words.ts";
import { AskFirst } from "../ask-first.tsx";
import type { Plugin } from "./asked.ts";
import { consentWords } from "./words.ts";

/** What can be done with one that was let in. */
export function Managing({ plugin }: { plugin: Plugin }): ReactNode {
  const say = useWords(consentWords);
  const { name } = plugin.manifest;
  const { state } = plugin;
  const variables = { input: { installationId: plugin.id } };
  if (state !== "INSTALLING" && state !== "ACTIVE" && state !== "SUSPENDED") return null;
  return (
    <Card title={say("manage")}>
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
