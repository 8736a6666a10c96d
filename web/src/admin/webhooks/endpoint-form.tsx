/** Making an endpoint and changing it: one set of fields. */
import { useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useDeed } from "../../api/use-deed.ts";
import {
  AmendWebhookEndpointDocument,
  CreateWebhookEndpointDocument,
  type CreateWebhookEndpointMutation,
} from "../../gql/graphql.ts";
import { DeedForm } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { Secret } from "../secret.tsx";
import { Fields, type Values } from "./endpoint-fields.tsx";
import type { Endpoint } from "./asked.ts";
import { endpointFormWords } from "./words.ts";

const FRESH = { events: [], throttle: 20, ordered: false };

type Made = CreateWebhookEndpointMutation["createWebhookEndpoint"];

export function CreateForm({ close }: { close: () => void }): ReactNode {
  const say = useWords(endpointFormWords);
  const [, go] = useLocation();
  const deed = useDeed(CreateWebhookEndpointDocument);
  const [made, setMade] = useState<Made | null>(null);
  const submit = async ({ document, ...rest }: Values): Promise<void> => {
    const shaped = document?.trim() ? { document } : {};
    setMade(await deed.run({ input: { ...rest, ...shaped } }));
  };
  if (made?.secret && made.endpoint) {
    const { id, name } = made.endpoint;
    const leave = (): void => go(`/admin/webhooks/${id}`);
    return (
      <Secret title={say("secret", { name })} secret={made.secret} close={leave}>
        <p>{say("secretUse")}</p>
      </Secret>
    );
  }
  return (
    <DeedForm<Values>
      keeps
      name="endpoint"
      deed={deed}
      initial={FRESH}
      submit={say("create")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Fields />
    </DeedForm>
  );
}

interface AmendProps {
  endpoint: Endpoint;
  close: () => void;
}

export function AmendForm({ endpoint, close }: AmendProps): ReactNode {
  const say = useWords(endpointFormWords);
  const deed = useDeed(AmendWebhookEndpointDocument);
  const { id: endpointId, name, url, events, document, throttle, ordered } = endpoint;
  const submit = async (values: Values): Promise<void> => {
    if (await deed.run({ input: { endpointId, ...values } })) close();
  };
  return (
    <DeedForm<Values>
      name="endpoint"
      deed={deed}
      initial={{ name, url, events, document: document ?? "", throttle, ordered }}
      submit={say("save")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Fields />
    </DeedForm>
  );
}
