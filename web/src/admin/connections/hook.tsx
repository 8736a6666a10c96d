import { useState, type ReactNode } from "react";
import { RevealHookDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { Secret } from "../secret.tsx";
import type { Connection } from "./asked.ts";
import { stateWords } from "./words.ts";

/** Where Tanlu cannot register itself, an admin enters its address over there by hand. */
export function Hook({ connection }: { connection: Connection }): ReactNode {
  const say = useWords(stateWords);
  const [shown, setShown] = useState<{ url: string; secret: string } | null>(null);
  if (connection.hooksExpireAt !== null || connection.way === "CLOUD_OAUTH") return null;
  return (
    <Card title={say("hook")}>
      <p className="quiet">{say("hookWhy")}</p>
      {shown === null ? (
        <DeedButton
          deed={RevealHookDocument}
          variables={{ input: { connectionId: connection.id } }}
          onDone={({ url, secret }) => setShown(url && secret ? { url, secret } : null)}
        >
          {say("reveal")}
        </DeedButton>
      ) : (
        <Secret
          kept
          title={say("hookSecret", { name: connection.name })}
          secret={shown.secret}
          close={() => setShown(null)}
        >
          <p>{say("hookUrl", { url: shown.url })}</p>
        </Secret>
      )}
    </Card>
  );
}
