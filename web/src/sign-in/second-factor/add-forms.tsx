/** How a passkey or an authenticator app is set up. */
import { Form, Input } from "../../ui/controls.ts";
import { useEffect, useState, type ReactNode } from "react";
import { DeedAlert } from "../../ui/form/deed-alert.tsx";
import { DeedForm, useRequired } from "../../ui/form/form.tsx";
import { Waiting } from "../../ui/answer.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { addPasskey, type Confirmed } from "./passkeys.ts";
import { post, useStep } from "./post.ts";
import { factorWords } from "./words.ts";

interface Props {
  close: () => void;
  /** With the recovery codes, where it was the first. */
  onAdded: (codes: readonly string[]) => void;
}

export function AddPasskey({ close, onAdded }: Props): ReactNode {
  const say = useWords(factorWords);
  const required = useRequired();
  const step = useStep(say("cancelled"));
  const submit = async ({ name }: { name: string }): Promise<void> => {
    const done = await step.run(() => addPasskey(name));
    if (done) onAdded(done.recoveryCodes);
  };
  return (
    <DeedForm<{ name: string }>
      name="passkey"
      deed={step}
      submit={say("add")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Form.Item name="name" label={say("passkeyName")} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
    </DeedForm>
  );
}

interface Offer {
  secret: string;
  drawing: string;
}

export function AddApp({ close, onAdded }: Props): ReactNode {
  const say = useWords(factorWords);
  const required = useRequired();
  const [offer, setOffer] = useState<Offer | null>(null);
  const offering = useStep(say("cancelled"));
  const step = useStep(say("cancelled"));
  useEffect(() => {
    void offering.run(() => post<Offer>("authenticator/offer")).then(setOffer);
  }, []);
  if (offer === null) return offering.trouble ? <DeedAlert of={offering} /> : <Waiting />;
  const submit = async ({ code }: { code: string }): Promise<void> => {
    const done = await step.run(() => post<Confirmed>("authenticator/add", { code }));
    if (done) onAdded(done.recoveryCodes);
  };
  return (
    <DeedForm<{ code: string }>
      name="authenticator"
      deed={step}
      submit={say("add")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <p>{say("scan")}</p>
      <img className="qr" src={offer.drawing} alt={say("drawing")} width="220" height="220" />
      <p>
        <code>{say("key", { secret: offer.secret })}</code>
      </p>
      <Form.Item name="code" label={say("code")} rules={required}>
        <Input autoComplete="one-time-code" inputMode="numeric" maxLength={20} />
      </Form.Item>
    </DeedForm>
  );
}
