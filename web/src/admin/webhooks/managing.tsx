import { Form, Select } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import { useDeed } from "../../api/use-deed.ts";
import {
  DeleteWebhookEndpointDocument,
  PauseWebhookEndpointDocument,
  ResumeWebhookEndpointDocument,
  SendTestWebhookDocument,
  WebhookEventTypesDocument,
} from "../../gql/graphql.ts";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { DeedForm } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { toast } from "../../ui/toast/toasts.ts";
import { Opener } from "../../ui/form/opener.tsx";
import type { Endpoint } from "./asked.ts";
import { managingWords } from "./words.ts";

interface Props {
  endpoint: Endpoint;
}

/** What can be done with an endpoint as a whole. */
export function Managing({ endpoint }: Props): ReactNode {
  const say = useWords(managingWords);
  const [, go] = useLocation();
  const resume = useDeed(ResumeWebhookEndpointDocument);
  const { name, state, kind } = endpoint;
  const variables = { input: { endpointId: endpoint.id } };
  return (
    <div className="actions">
      {state === "ACTIVE" ? (
        <>
          <Opener open={say("test")}>
            {(close) => <TestForm endpoint={endpoint} close={close} />}
          </Opener>
          <AskFirst
            deed={PauseWebhookEndpointDocument}
            variables={variables}
            consequence={say("pauseWill", { name })}
            onDone={() => toast(say("paused", { name }), () => void resume.run(variables))}
          >
            {say("pause")}
          </AskFirst>
        </>
      ) : (
        <DeedButton deed={ResumeWebhookEndpointDocument} variables={variables} look="primary">
          {say("resume")}
        </DeedButton>
      )}
      {kind === "COMPANY" && (
        <AskFirst
          deed={DeleteWebhookEndpointDocument}
          variables={variables}
          consequence={say("removeWill", { name })}
          onDone={() => go("/admin/webhooks")}
        >
          {say("remove")}
        </AskFirst>
      )}
    </div>
  );
}

interface TestProps {
  endpoint: Endpoint;
  close: () => void;
}

function TestForm({ endpoint, close }: TestProps): ReactNode {
  const say = useWords(managingWords);
  const deed = useDeed(SendTestWebhookDocument);
  const { data } = useAnswer(WebhookEventTypesDocument, {});
  const types = data?.webhookEventTypes ?? [];
  const submit = async ({ type }: { type?: string }): Promise<void> => {
    const input = { endpointId: endpoint.id, ...(type && { type }) };
    if (await deed.run({ input })) close();
  };
  return (
    <DeedForm<{ type?: string }>
      name="test"
      deed={deed}
      submit={say("test")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Form.Item name="type" label={say("testOf")}>
        <Select
          allowClear
          showSearch
          options={types.map(({ type }) => ({ value: type, label: type }))}
        />
      </Form.Item>
    </DeedForm>
  );
}
