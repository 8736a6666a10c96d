import { Checkbox, Form, Input } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { AddIdentityProviderDocument, ChangeIdentityProviderDocument } from "../../gql/graphql.ts";
import { DeedForm, useRequired } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import type { Provider } from "./asked.ts";
import { issuerOf, PresetFields, type Preset } from "./presets.tsx";
import { providerWords } from "./words.ts";

interface Values {
  name: string;
  preset?: Preset;
  issuer?: string;
  directory?: string;
  clientId: string;
  clientSecret?: string;
  emailDomains?: string;
  matchesEmail: boolean;
}

interface Props {
  close: () => void;
}

export function AddProvider({ close }: Props): ReactNode {
  const say = useWords(providerWords);
  const required = useRequired();
  const deed = useDeed(AddIdentityProviderDocument);
  const submit = async (values: Values): Promise<void> => {
    const { clientSecret = "", emailDomains, preset, issuer: typed, directory, ...rest } = values;
    const issuer = issuerOf(preset ?? "OTHER", typed, directory);
    const input = { ...rest, issuer, clientSecret, emailDomains: listed(emailDomains) };
    if (await deed.run({ input })) close();
  };
  return (
    <DeedForm<Values>
      name="provider"
      deed={deed}
      initial={{ matchesEmail: false, preset: "OTHER" }}
      submit={say("add")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <PresetFields />
      <div className="fields">
        <Form.Item name="name" label={say("name")} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name="clientId" label={say("clientId")} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="clientSecret" label={say("clientSecret")} rules={required}>
          <Input type="password" autoComplete="new-password" />
        </Form.Item>
      </div>
      <Domains />
    </DeedForm>
  );
}

export function ChangeProvider({ provider, close }: Props & { provider: Provider }): ReactNode {
  const say = useWords(providerWords);
  const required = useRequired();
  const deed = useDeed(ChangeIdentityProviderDocument);
  const { id: providerId, name, matchesEmail } = provider;
  const submit = async ({ clientSecret, emailDomains, ...rest }: Values): Promise<void> => {
    const secret = clientSecret ? { clientSecret } : {};
    const input = { providerId, ...rest, ...secret, emailDomains: listed(emailDomains) };
    if (await deed.run({ input })) close();
  };
  return (
    <DeedForm<Values>
      name={`provider-${providerId}`}
      deed={deed}
      initial={{ name, matchesEmail, emailDomains: provider.emailDomains.join(", ") }}
      submit={say("save")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <div className="fields">
        <Form.Item name="name" label={say("name")} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name="clientSecret" label={say("newSecret")}>
          <Input type="password" autoComplete="new-password" />
        </Form.Item>
      </div>
      <Domains />
    </DeedForm>
  );
}

function Domains(): ReactNode {
  const say = useWords(providerWords);
  return (
    <>
      <Form.Item name="emailDomains" label={say("domains")} extra={say("domainsWhy")}>
        <Input placeholder="example.com, example.cn" />
      </Form.Item>
      <Form.Item name="matchesEmail" valuePropName="checked" extra={say("matchesWhy")}>
        <Checkbox>{say("matches")}</Checkbox>
      </Form.Item>
    </>
  );
}

function listed(domains = ""): string[] {
  return domains.split(/[\s,，;；]+/).filter(Boolean);
}
