import { Checkbox, Form, Input, Radio } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { useDeed } from "../../api/use-deed.ts";
import {
  CreateTokenDocument,
  HeldScopesDocument,
  type HeldScopesQuery,
  type Role,
  type TokenKind,
} from "../../gql/graphql.ts";
import { isAdmin, useMe } from "../../people/me.ts";
import { Answer } from "../../ui/answer.tsx";
import { DeedForm, useFilled, useRequired } from "../../ui/form/form.tsx";
import { shellWords } from "../../app/words.ts";
import { isoDay } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { accessWords } from "./words.ts";
import { DateField } from "../../ui/form/date-field.tsx";

const SENSITIVITIES = ["ORDINARY", "PERSONAL", "PRIVATE"] as const;
const KINDS = ["USER", "APP"] as const;
const AT_MOST_DAYS = 364;

type Held = HeldScopesQuery["heldScopes"];

export interface Issued {
  name: string;
  secret: string;
}

interface Values {
  name: string;
  kind?: TokenKind;
  roles?: Role[];
  /** The last day. */
  expiresAt: string;
  scopes: string[];
}

interface Props {
  close: () => void;
  onIssued: (issued: Issued) => void;
}

export function TokenForm(props: Props): ReactNode {
  const asked = useAnswer(HeldScopesDocument, {});
  return <Answer of={asked}>{({ heldScopes }) => <Fields held={heldScopes} {...props} />}</Answer>;
}

function Fields({ held, close, onIssued }: Props & { held: Held }): ReactNode {
  const say = useWords(accessWords);
  const me = useMe();
  const required = useRequired();
  const deed = useDeed(CreateTokenDocument);
  const submit = async ({ expiresAt: day, ...rest }: Values): Promise<void> => {
    const expiresAt = new Date(`${day}T23:59:59`).toISOString();
    const input = { kind: "USER" as const, ...rest, expiresAt };
    const done = await deed.run({ input });
    if (done?.secret) onIssued({ name: done.token?.name ?? rest.name, secret: done.secret });
  };
  return (
    <DeedForm<Values>
      keeps
      name="token"
      deed={deed}
      initial={{ kind: "USER", expiresAt: isoDay(90), scopes: [] }}
      submit={say("create")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <div className="fields">
        <Form.Item name="name" label={say("name")} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="expiresAt" label={say("expires")} rules={required}>
          <DateField min={isoDay(1)} max={isoDay(AT_MOST_DAYS)} />
        </Form.Item>
      </div>
      {isAdmin(me) && <ForProgram />}
      <Scopes held={held} />
    </DeedForm>
  );
}

function ForProgram(): ReactNode {
  const say = useWords(accessWords);
  const role = useWords(shellWords);
  const me = useMe();
  const filled = useFilled();
  const kind = Form.useWatch<TokenKind>("kind");
  return (
    <>
      <Form.Item name="kind" label={say("kind")} rules={filled} className="stacked">
        <Radio.Group options={KINDS.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      {kind === "APP" && (
        <Form.Item name="roles" label={say("roles")} extra={say("rolesNone")}>
          <Checkbox.Group options={me.roles.map((value) => ({ value, label: role(value) }))} />
        </Form.Item>
      )}
    </>
  );
}

function Scopes({ held }: { held: Held }): ReactNode {
  const say = useWords(accessWords);
  return (
    <Form.Item name="scopes" label={say("scopes")} className="stacked">
      <Checkbox.Group>
        {SENSITIVITIES.map((sensitivity) => (
          <fieldset key={sensitivity}>
            <legend>{say(sensitivity)}</legend>
            {held
              .filter((each) => each.sensitivity === sensitivity)
              .map(({ scope, meaning }) => (
                <Checkbox key={scope} value={scope}>
                  {meaning}
                </Checkbox>
              ))}
          </fieldset>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}
