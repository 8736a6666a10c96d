import { Form, Input, Radio } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useDeed } from "../../api/use-deed.ts";
import { SubmitPluginDocument } from "../../gql/graphql.ts";
import { DeedForm, useRequired } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { pluginWords } from "./words.ts";

interface Values {
  how: "url" | "text";
  url?: string;
  manifest?: string;
}

/** Reads a manifest; what is wrong with it is told line by line. */
export function SubmitForm({ close }: { close: () => void }): ReactNode {
  const say = useWords(pluginWords);
  const deed = useDeed(SubmitPluginDocument);
  const [, go] = useLocation();
  const submit = async ({ how, url = "", manifest = "" }: Values): Promise<void> => {
    const done = await deed.run({ input: how === "url" ? { url: url.trim() } : { manifest } });
    if (done?.installation) go(`/admin/plugins/${done.installation.id}`);
  };
  return (
    <DeedForm<Values>
      keeps
      name="plugin"
      deed={deed}
      initial={{ how: "url" }}
      submit={say("read")}
      onSubmit={(values) => void submit(values)}
      onCancel={close}
    >
      <p className="quiet">{say("submitWhy")}</p>
      <Form.Item name="how" label={say("how")} className="stacked">
        <Radio.Group
          options={[
            { value: "url", label: say("byUrl") },
            { value: "text", label: say("byText") },
          ]}
        />
      </Form.Item>
      <Source />
    </DeedForm>
  );
}

function Source(): ReactNode {
  const say = useWords(pluginWords);
  const required = useRequired();
  const how = Form.useWatch<Values["how"]>("how");
  if (how === "text") {
    return (
      <Form.Item name="manifest" label={say("manifest")} rules={required}>
        <Input.TextArea rows={8} className="mono" />
      </Form.Item>
    );
  }
  return (
    <Form.Item name="url" label={say("url")} rules={required}>
      <Input inputMode="url" placeholder="https://" />
    </Form.Item>
  );
}
