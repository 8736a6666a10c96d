import { Form, Input, Radio } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import { useDeed } from "../../api/use-deed.ts";
import { ConnectVendorDocument, VendorsDocument, type VendorsQuery } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { DeedForm, useFilled, useRequired } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { filledIn, SchemaFields, type Values as Settings } from "./schema-form.tsx";
import { connectWords } from "./words.ts";

type Vendor = VendorsQuery["vendors"][number];
type Way = Vendor["ways"][number];

interface Props {
  close: () => void;
}

interface Values {
  vendor: string;
  way: string;
  name: string;
  settings?: Settings;
}

export function ConnectForm({ close }: Props): ReactNode {
  const asked = useAnswer(VendorsDocument, {});
  return <Answer of={asked}>{({ vendors }) => <Fields vendors={vendors} close={close} />}</Answer>;
}

function Fields({ vendors, close }: Props & { vendors: readonly Vendor[] }): ReactNode {
  const say = useWords(connectWords);
  const [, go] = useLocation();
  const deed = useDeed(ConnectVendorDocument);
  const [first] = vendors;
  const possible = first?.ways.find((way) => way.missing === null);
  const submit = async ({ vendor, way, name, settings }: Values): Promise<void> => {
    const schema = wayOf(vendors, vendor, way)?.form;
    const done = await deed.run({
      input: { vendor, way, name, settings: filledIn(schema, settings) },
    });
    if (!done?.connection) return;
    const { id, consentPath } = done.connection;
    if (consentPath === null) go(`/admin/connections/${id}`);
    else window.location.assign(consentPath);
  };
  return (
    <DeedForm<Values>
      name="connect"
      deed={deed}
      initial={{ vendor: first?.vendor ?? "", way: possible?.way ?? "", name: first?.title ?? "" }}
      submit={say("go")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <Choices vendors={vendors} />
    </DeedForm>
  );
}

function Choices({ vendors }: { vendors: readonly Vendor[] }): ReactNode {
  const say = useWords(connectWords);
  const filled = useFilled();
  const required = useRequired();
  const vendor = Form.useWatch<string>("vendor");
  const way = Form.useWatch<string>("way");
  const ways = vendors.find((one) => one.vendor === vendor)?.ways ?? [];
  return (
    <>
      <Form.Item name="vendor" label={say("system")} className="stacked">
        <Radio.Group options={vendors.map((one) => ({ value: one.vendor, label: one.title }))} />
      </Form.Item>
      <Form.Item name="way" label={say("way")} rules={filled} className="stacked">
        <Radio.Group
          options={ways.map((one) => ({
            value: one.way,
            label: <Label way={one} />,
            disabled: one.missing !== null,
          }))}
        />
      </Form.Item>
      <Form.Item name="name" label={say("name")} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <SchemaFields
        key={way}
        schema={wayOf(vendors, vendor, way)?.form}
        under="settings"
        secretNote={say("secretKept")}
      />
    </>
  );
}

function Label({ way }: { way: Way }): ReactNode {
  const say = useWords(connectWords);
  return (
    <>
      {way.title}
      <br />
      <span className="quiet small">
        {way.missing === null ? way.why : say("missing", { missing: way.missing })}
      </span>
    </>
  );
}

export function wayOf(vendors: readonly Vendor[], vendor: string, way: string): Way | undefined {
  const known = vendors.find((one) => one.vendor === vendor);
  return known?.ways.find((one) => one.way === way);
}
