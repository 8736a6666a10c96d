import { Form, InputNumber } from "../../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { RotateWebhookSecretDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { DeedForm, useFilled } from "../../ui/form/form.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { Opener } from "../../ui/form/opener.tsx";
import { Secret } from "../secret.tsx";
import type { Endpoint } from "./asked.ts";
import { endpointFormWords, managingWords } from "./words.ts";

const A_WEEK = 168;

/** That there are secrets and since when; what they are was shown once. */
export function Secrets({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const say = useWords(managingWords);
  const form = useWords(endpointFormWords);
  const dates = useDates();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Card title={say("secrets")}>
      {endpoint.secrets.map(({ createdAt, expiresAt }) => (
        <p key={createdAt}>
          {expiresAt === null
            ? say("current", { since: dates.moment(createdAt) })
            : say("until", { until: dates.moment(expiresAt) })}
        </p>
      ))}
      {secret === null ? (
        <Opener open={say("rotate")}>
          {(close) => <RotateForm endpoint={endpoint} close={close} onMade={setSecret} />}
        </Opener>
      ) : (
        <Secret
          title={form("secret", { name: endpoint.name })}
          secret={secret}
          close={() => setSecret(null)}
        />
      )}
    </Card>
  );
}

interface RotateProps {
  endpoint: Endpoint;
  close: () => void;
  onMade: (secret: string | null) => void;
}

function RotateForm({ endpoint, close, onMade }: RotateProps): ReactNode {
  const say = useWords(managingWords);
  const filled = useFilled();
  const deed = useDeed(RotateWebhookSecretDocument);
  const submit = async ({ overlapHours }: { overlapHours: number }): Promise<void> => {
    const done = await deed.run({ input: { endpointId: endpoint.id, overlapHours } });
    if (done === null) return;
    close();
    onMade(done.secret);
  };
  return (
    <DeedForm<{ overlapHours: number }>
      name="rotate"
      deed={deed}
      initial={{ overlapHours: 24 }}
      submit={say("rotate")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Form.Item name="overlapHours" label={say("overlap")} extra={say("rotateWhy")} rules={filled}>
        <InputNumber min={0} max={A_WEEK} precision={0} />
      </Form.Item>
    </DeedForm>
  );
}
