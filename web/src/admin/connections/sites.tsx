import type { ReactNode } from "react";
import { ChooseSiteDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { useWords } from "../../i18n/use-words.ts";
import type { Connection } from "./asked.ts";
import { sourceWords } from "./words.ts";

/** Where a consent covers several sites, one is chosen; nothing where there is no choice. */
export function Sites({ connection }: { connection: Connection }): ReactNode {
  const say = useWords(sourceWords);
  const sites = connection.sources.filter((source) => source.kind === "SITE");
  if (connection.siteName !== null || sites.length === 0) return null;
  return (
    <Card title={say("sites")}>
      <p className="quiet">{say("sitesWhy")}</p>
      <ul className="rows">
        {sites.map(({ id, name, url }) => (
          <li key={id}>
            <DeedButton
              deed={ChooseSiteDocument}
              variables={{ input: { connectionId: connection.id, sourceId: id } }}
            >
              {say("site", { name })}
            </DeedButton>
            <p className="quiet small">{url}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
