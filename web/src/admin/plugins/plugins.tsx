/** Programs of others: which are here, and how another one is looked at. */
import { type ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import { PluginsDocument, type PluginsQuery } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Card, Rows } from "../../ui/card.tsx";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { Pager } from "../../ui/table/pager.tsx";
import { StateTag } from "./state-tag.tsx";
import { SubmitForm } from "./submit-form.tsx";
import { pluginWords } from "./words.ts";
import { usePages } from "../../ui/table/use-pages.ts";

type Listed = PluginsQuery["pluginInstallations"]["nodes"][number];

export default function Plugins(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(pluginWords);
  const pages = usePages();
  const asked = useAnswer(PluginsDocument, { after: pages.after });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{say("title")}</h1>
          <p className="quiet">{say("what")}</p>
        </div>
      </div>
      <div className="before-list">
        <Opener primary open={say("submit")}>
          {(close) => (
            <Card title={say("submit")}>
              <SubmitForm close={close} />
            </Card>
          )}
        </Opener>
      </div>
      <Answer of={asked}>
        {({ pluginInstallations: { nodes, pageInfo } }) => (
          <Rows
            title={say("here")}
            nothing={say("none")}
            of={nodes}
            row={(one) => <Row key={one.id} plugin={one} />}
          >
            <Pager pages={pages} pageInfo={pageInfo} rows={nodes.length} />
          </Rows>
        )}
      </Answer>
    </>
  );
}

function Row({ plugin }: { plugin: Listed }): ReactNode {
  const say = useWords(pluginWords);
  const { name, summary, version, publisherName: publisher } = plugin.manifest;
  return (
    <li>
      <div className="row-head">
        <strong>
          <Link href={`/admin/plugins/${plugin.id}`}>{name}</Link>
        </strong>
        <StateTag state={plugin.state} />
      </div>
      <p>{summary}</p>
      <p className="quiet small">{say("line", { version, publisher })}</p>
    </li>
  );
}
