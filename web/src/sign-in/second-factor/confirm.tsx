/** For whoever has signed in, and is asked for a second factor before their roles count. */
import { Button, Form, Input } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import type { ViewerQuery } from "../../gql/graphql.ts";
import { DeedAlert } from "../../ui/form/deed-alert.tsx";
import { DeedForm, useRequired } from "../../ui/form/form.tsx";
import { LanguageSwitch } from "../../app/language-switch.tsx";
import { useWords } from "../../i18n/use-words.ts";
import "../../admin/admin.css";
import "../sign-in.css";
import { confirmByPasskey } from "./passkeys.ts";
import { post, useStep } from "./post.ts";
import { SetUp } from "./set-up.tsx";
import { factorWords } from "./words.ts";

type Factor = NonNullable<ViewerQuery["secondFactor"]>;

interface Props {
  factor: Factor;
  /** Goes on: with all rights, or as an employee. */
  onward: () => void;
}

export function Confirm({ factor, onward }: Props): ReactNode {
  const say = useWords(factorWords);
  const isSetUp = factor.authenticator || factor.passkeys.length > 0;
  return (
    <main className="sign-in confirm">
      <div className="card confirm-card">
        <img src="/favicon.svg" alt="" width="56" height="56" />
        <h1>{say(isSetUp ? "title" : "setUp")}</h1>
        <p>{say(isSetUp ? "why" : "setUpWhy")}</p>
        {isSetUp ? <Show factor={factor} /> : <SetUp app={false} onDone={onward} />}
        <p>
          <Button type="link" onClick={onward}>
            {say("later")}
          </Button>
        </p>
        <LanguageSwitch />
      </div>
    </main>
  );
}

function Show({ factor }: Pick<Props, "factor">): ReactNode {
  const say = useWords(factorWords);
  const required = useRequired();
  const [passkey, code] = [useStep(say("cancelled")), useStep(say("cancelled"))];
  return (
    <>
      {factor.passkeys.length > 0 && (
        <section>
          <Button
            type="primary"
            block
            loading={passkey.busy}
            onClick={() => void passkey.run(confirmByPasskey)}
          >
            {say("byPasskey")}
          </Button>
          <DeedAlert of={passkey} />
        </section>
      )}
      <section>
        <DeedForm<{ code: string }>
          name="confirm"
          deed={code}
          submit={say("confirm")}
          onSubmit={(values) => void code.run(() => post("code", values))}
        >
          <Form.Item name="code" label={say("byCode")} rules={required}>
            <Input autoComplete="one-time-code" maxLength={40} />
          </Form.Item>
        </DeedForm>
        <p className="quiet">{say("lost")}</p>
      </section>
    </>
  );
}
