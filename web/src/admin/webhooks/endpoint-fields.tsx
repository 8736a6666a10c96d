import { Checkbox, Form, Input, InputNumber, type InputRef } from "../../ui/controls.ts";
import { useId, useState, type ReactNode, type Ref } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { WebhookEventTypesDocument } from "../../gql/graphql.ts";
import { useFilled, useRequired } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { endpointFormWords } from "./words.ts";

const FASTEST = 200;

export interface Values {
  name: string;
  url: string;
  events: string[];
  document?: string;
  throttle: number;
  ordered: boolean;
}

export function Fields(): ReactNode {
  const say = useWords(endpointFormWords);
  const required = useRequired();
  const filled = useFilled();
  return (
    <>
      <div className="fields">
        <Form.Item name="name" label={say("name")} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="url" label={say("url")} rules={required}>
          <Input inputMode="url" placeholder="https://" />
        </Form.Item>
      </div>
      <Form.Item name="events" label={say("events")} className="stacked">
        <Events />
      </Form.Item>
      <Form.Item name="document" label={say("document")} extra={say("documentWhy")}>
        <Input.TextArea rows={3} className="mono" spellCheck={false} />
      </Form.Item>
      <div className="fields">
        <Form.Item name="throttle" label={say("throttle")} rules={filled}>
          <InputNumber min={1} max={FASTEST} precision={0} />
        </Form.Item>
        <Form.Item name="ordered" valuePropName="checked" extra={say("orderedWhy")}>
          <Checkbox>{say("ordered")}</Checkbox>
        </Form.Item>
      </div>
    </>
  );
}

interface EventsProps {
  id?: string;
  value?: string[];
  onChange?: (events: string[]) => void;
  /** By which the form knows that it is there, and comes back to it. */
  ref?: Ref<InputRef>;
}

/** There are dozens: a part of the name leaves fewer to be seen, and takes none away. */
function Events({ id, value = [], onChange, ref }: EventsProps): ReactNode {
  const say = useWords(endpointFormWords);
  const [part, setPart] = useState("");
  const list = useId();
  const { data } = useAnswer(WebhookEventTypesDocument, {});
  const types = data?.webhookEventTypes ?? [];
  const isSought = (text: string): boolean => text.toLowerCase().includes(part.toLowerCase());
  const shown = types.filter(({ type, description }) => isSought(type) || isSought(description));
  const names = shown.map(({ type }) => type);
  const set = (some: readonly string[], on: boolean): void => {
    const others = value.filter((each) => !some.includes(each));
    onChange?.(on ? [...others, ...some] : others);
  };
  const chosen = names.filter((name) => value.includes(name)).length;
  return (
    <div className="events">
      <Input
        {...(id && { id })}
        {...(ref && { ref })}
        placeholder={say("someOf")}
        aria-controls={list}
        onChange={({ target }) => setPart(target.value.trim())}
      />
      <Checkbox
        checked={chosen > 0 && chosen === names.length}
        indeterminate={chosen > 0 && chosen < names.length}
        onChange={({ target }) => set(names, target.checked)}
      >
        {say("all")} ({value.length}/{types.length})
      </Checkbox>
      <div id={list} role="group" tabIndex={0} aria-label={say("events")} className="event-list">
        {shown.map(({ type, description }) => (
          <Checkbox
            key={type}
            checked={value.includes(type)}
            onChange={({ target }) => set([type], target.checked)}
          >
            {description} <code>{type}</code>
          </Checkbox>
        ))}
      </div>
    </div>
  );
}
