/** One plugin: what it asks for and why, what it does with data, and the word of an admin. */
import type { ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useAgainWhile } from "../../api/use-again-while.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { PluginDocument } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Lost } from "../../app/lost.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { About } from "./about.tsx";
import type { Plugin } from "./asked.ts";
import { Consent } from "./consent.tsx";
import { Managing } from "./managing.tsx";
import { StateTag } from "./state-tag.tsx";
import { Upgrade } from "./upgrade.tsx";
import { consentWords, pluginWords } from "./words.ts";

const A_WHILE = 2_000;

export default function PluginPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Asking />
    </ForRoles>
  );
}

function Asking(): ReactNode {
  const { id = "" } = useParams<{ id: string }>();
  const asked = useAnswer(PluginDocument, { id });
  const state = asked.data?.pluginInstallation?.state;
  // The plugin has yet to be heard of, or to be told that it goes.
  useAgainWhile(state === "INSTALLING" || state === "UNINSTALLING", asked.again, A_WHILE);
  return (
    <Answer of={asked}>
      {({ pluginInstallation }) =>
        pluginInstallation ? <Page plugin={pluginInstallation} /> : <Lost />
      }
    </Answer>
  );
}

function Page({ plugin }: { plugin: Plugin }): ReactNode {
  const say = useWords(pluginWords);
  const { name, summary, description } = plugin.manifest;
  return (
    <>
      <div className="page-head">
        <div>
          <div className="titled">
            <h1>{name}</h1>
            <StateTag state={plugin.state} />
          </div>
          <p className="quiet">{summary}</p>
        </div>
        <Link href="/admin/plugins">{say("back")}</Link>
      </div>
      <div className="columns">
        <div>
          {description && <p className="as-written">{description}</p>}
          <Consent plugin={plugin} />
        </div>
        <div>
          <Managing plugin={plugin} />
          <Upgrade plugin={plugin} />
          <About plugin={plugin} />
          <History plugin={plugin} />
        </div>
      </div>
    </>
  );
}

function History({ plugin }: { plugin: Plugin }): ReactNode {
  const say = useWords(consentWords);
  const dates = useDates();
  const { submittedBy, approvedBy, approvedAt, endedAt } = plugin;
  return (
    <div className="quiet small">
      <p>{say("submitted", { name: submittedBy.name, day: dates.moment(plugin.submittedAt) })}</p>
      {approvedBy && approvedAt !== null && (
        <p>{say("approved", { name: approvedBy.name, day: dates.moment(approvedAt) })}</p>
      )}
      {endedAt !== null && <p>{say("ended", { day: dates.moment(endedAt) })}</p>}
    </div>
  );
}
