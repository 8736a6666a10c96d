/** A later version: looked for, and, where it asks for more, decided on by an admin. */
import { Button } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useState } from "react";
import { useDeed } from "../../api/use-deed.ts";
import {
  ApprovePluginUpgradeDocument,
  DeclinePluginUpgradeDocument,
  OfferPluginUpgradeDocument,
} from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { DeedAlert } from "../../ui/form/deed-alert.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { Secret } from "../secret.tsx";
import type { Plugin } from "./asked.ts";
import { upgradeWords } from "./words.ts";

export function Upgrade({ plugin }: { plugin: Plugin }): ReactNode {
  const say = useWords(upgradeWords);
  const { id, manifestUrl: url, offered, state } = plugin;
  const { version } = plugin.manifest;
  if (state !== "ACTIVE") return null;
  return (
    <Card title={say("version", { version })}>
      {offered ? (
        <Offered plugin={plugin} offered={offered} />
      ) : (
        url !== null && (
          <DeedButton
            deed={OfferPluginUpgradeDocument}
            variables={{ input: { installationId: id, url } }}
          >
            {say("look")}
          </DeedButton>
        )
      )}
    </Card>
  );
}

interface OfferedProps {
  plugin: Plugin;
  offered: NonNullable<Plugin["offered"]>;
}

function Offered({ plugin, offered }: OfferedProps): ReactNode {
  const say = useWords(upgradeWords);
  const deed = useDeed(ApprovePluginUpgradeDocument);
  const [secret, setSecret] = useState<string | null>(null);
  const { id } = plugin;
  const approve = async (): Promise<void> => {
    const input = { installationId: id, manifestSha256: offered.sha256 };
    setSecret((await deed.run({ input }))?.clientSecret ?? null);
  };
  if (secret !== null) {
    return (
      <Secret title={say("secret")} secret={secret} close={() => setSecret(null)}>
        <p>{say("secretUse")}</p>
      </Secret>
    );
  }
  return (
    <>
      <p>{say("offered", { version: offered.version })}</p>
      <ul className="rows">
        {(plugin.offeredChanges ?? []).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <DeedAlert of={deed} />
      <div className="actions">
        <Button type="primary" loading={deed.busy} onClick={() => void approve()}>
          {say("approve")}
        </Button>
        <DeedButton
          deed={DeclinePluginUpgradeDocument}
          variables={{ input: { installationId: id } }}
        >
          {say("decline")}
        </DeedButton>
      </div>
    </>
  );
}
