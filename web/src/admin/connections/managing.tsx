import { Button } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import {
  AcceptLossesDocument,
  ChangeConnectionDocument,
  DisconnectVendorDocument,
  SyncConnectionNowDocument,
  TestConnectionDocument,
} from "../../gql/graphql.ts";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { DeedForm } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { wayOf } from "./connect-form.tsx";
import type { Connection, Vendors } from "./asked.ts";
import {
  filledIn,
  hasFields,
  SchemaFields,
  toFillIn,
  type Values as Settings,
} from "./schema-form.tsx";
import { connectWords, stateWords } from "./words.ts";

interface Props {
  connection: Connection;
  vendors: Vendors;
}

/** What can be done with a connection as a whole. */
export function Managing({ connection, vendors }: Props): ReactNode {
  const say = useWords(stateWords);
  const { id: connectionId, name, state, consentPath, itemsMissing } = connection;
  const schema = wayOf(vendors, connection.vendor, connection.way)?.form;
  const variables = { input: { connectionId } };
  const works = state === "CONNECTED" || state === "DEGRADED";
  return (
    <div className="actions">
      {consentPath !== null && (
        <Button
          type={works ? "default" : "primary"}
          onClick={() => window.location.assign(consentPath)}
        >
          {say(state === "PENDING" ? "consentFirst" : "consent")}
        </Button>
      )}
      {(works || consentPath === null) && (
        <DeedButton deed={TestConnectionDocument} variables={variables}>
          {say("test")}
        </DeedButton>
      )}
      {works && (
        <DeedButton deed={SyncConnectionNowDocument} variables={variables}>
          {say("sync")}
        </DeedButton>
      )}
      {itemsMissing !== null && (
        <AskFirst
          harmless
          deed={AcceptLossesDocument}
          variables={variables}
          consequence={say("acceptLossesWill", { count: itemsMissing })}
        >
          {say("acceptLosses")}
        </AskFirst>
      )}
      {hasFields(schema) && (
        <Opener open={say("again")}>
          {(close) => <AgainForm connection={connection} schema={schema} close={close} />}
        </Opener>
      )}
      <AskFirst
        deed={DisconnectVendorDocument}
        variables={variables}
        consequence={say("disconnectWill", { name })}
      >
        {say("disconnect")}
      </AskFirst>
    </div>
  );
}

interface AgainProps {
  connection: Connection;
  schema: unknown;
  close: () => void;
}

/** With a new token, or another address. Secrets are never shown, so they are filled in anew. */
function AgainForm({ connection, schema, close }: AgainProps): ReactNode {
  const say = useWords(stateWords);
  const connect = useWords(connectWords);
  const deed = useDeed(ChangeConnectionDocument);
  const submit = async ({ settings }: { settings: Settings }): Promise<void> => {
    const input = { connectionId: connection.id, settings: filledIn(schema, settings) };
    if (await deed.run({ input })) close();
  };
  return (
    <div className="adding">
      <DeedForm<{ settings: Settings }>
        name="settings"
        deed={deed}
        initial={{ settings: toFillIn(schema, connection.settings) }}
        submit={say("save")}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
      >
        <SchemaFields schema={schema} under="settings" secretNote={connect("secretKept")} />
      </DeedForm>
    </div>
  );
}
