import { Form, Radio } from "../../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { ReplayWebhookDeliveriesDocument, type WebhookReplay } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { DeedForm } from "../../ui/form/form.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { Opener } from "../../ui/form/opener.tsx";
import type { Endpoint } from "./asked.ts";
import { managingWords } from "./words.ts";
import { DateField } from "../../ui/form/date-field.tsx";

const WHICH = ["FAILED", "MISSED", "ENDED"] as const;

interface Values {
  which: WebhookReplay;
  since?: string;
  until?: string;
}

/** What failed, what was missed, or everything, of all days or of some. */
export function Replaying({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const say = useWords(managingWords);
  const dates = useDates();
  const [count, setCount] = useState<number | null>(null);
  return (
    <Card title={say("replay")}>
      <p className="quiet">{say("replayWhy")}</p>
      <p role="status">{count !== null && say("replayed", { count: dates.number(count) })}</p>
      <Opener open={say("replay")}>
        {(close) => <ReplayForm endpoint={endpoint} close={close} onDone={setCount} />}
      </Opener>
    </Card>
  );
}

interface FormProps {
  endpoint: Endpoint;
  close: () => void;
  onDone: (deliveries: number | null) => void;
}

function ReplayForm({ endpoint, close, onDone }: FormProps): ReactNode {
  const say = useWords(managingWords);
  const deed = useDeed(ReplayWebhookDeliveriesDocument);
  const submit = async ({ which, since, until }: Values): Promise<void> => {
    const input = {
      endpointId: endpoint.id,
      which,
      ...(since && { since: new Date(`${since}T00:00`).toISOString() }),
      ...(until && { until: new Date(`${until}T23:59:59`).toISOString() }),
    };
    const done = await deed.run({ input });
    if (done === null) return;
    onDone(done.deliveries);
    close();
  };
  return (
    <DeedForm<Values>
      name="replay"
      deed={deed}
      initial={{ which: "FAILED" }}
      submit={say("replay")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Form.Item name="which" label={say("which")} className="stacked">
        <Radio.Group options={WHICH.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      <div className="fields">
        <Form.Item name="since" label={say("from")}>
          <DateField />
        </Form.Item>
        <Form.Item name="until" label={say("to")}>
          <DateField />
        </Form.Item>
      </div>
    </DeedForm>
  );
}
