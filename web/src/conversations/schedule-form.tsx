import { Form, Select } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import {
  PrepareConversationDocument,
  ScheduleConversationDocument,
  type ConversationChannel,
} from "../gql/graphql.ts";
import { DeedForm, useRequired } from "../ui/form/form.tsx";
import { localMinute, nextHalfHour } from "../i18n/local-time.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Talk } from "./asked.ts";
import { channelWords, stepWords } from "./page-words.ts";
import { MomentField } from "../ui/form/date-field.tsx";

const LENGTHS = [10, 15, 20, 30, 45, 60];
const CHANNELS = ["IN_PERSON", "VIDEO", "PHONE", "CHAT", "CORRIDOR"] as const;
const A_MINUTE = 60_000;

interface Values {
  startsAt: string;
  minutes: number;
  channel: ConversationChannel;
}

interface Props {
  talk: Talk;
  /** Goes on to gather facts and questions. */
  prepares?: boolean;
  close?: () => void;
}

export function ScheduleForm({ talk, prepares = false, close }: Props): ReactNode {
  const say = useWords(stepWords);
  const channel = useWords(channelWords);
  const required = useRequired();
  const schedule = useDeed(ScheduleConversationDocument);
  const prepare = useDeed(PrepareConversationDocument);
  const submit = async ({ startsAt, minutes, channel: where }: Values): Promise<void> => {
    const start = new Date(startsAt);
    const end = new Date(start.getTime() + minutes * A_MINUTE);
    const times = { startsAt: start.toISOString(), endsAt: end.toISOString(), channel: where };
    if (!(await schedule.run({ input: { conversationId: talk.id, ...times } }))) return;
    if (prepares) await prepare.run({ input: { conversationId: talk.id } });
    close?.();
  };
  return (
    <DeedForm<Values>
      keeps
      name="schedule"
      deed={
        schedule.errors.length > 0 || schedule.trouble
          ? schedule
          : { ...prepare, busy: schedule.busy || prepare.busy }
      }
      initial={{ startsAt: localMinute(nextHalfHour()), minutes: 30, channel: talk.channel }}
      submit={say(prepares ? "setAndPrepare" : "setTime")}
      onSubmit={(values) => void submit(values)}
      {...(close && { onCancel: close })}
    >
      <div className="fields">
        <Form.Item name="startsAt" label={say("starts")} rules={required}>
          <MomentField />
        </Form.Item>
        <Form.Item name="minutes" label={say("minutes")}>
          <Select
            options={LENGTHS.map((count) => ({ value: count, label: say("minutesOf", { count }) }))}
          />
        </Form.Item>
        <Form.Item name="channel" label={say("channel")}>
          <Select options={CHANNELS.map((value) => ({ value, label: channel(value) }))} />
        </Form.Item>
      </div>
    </DeedForm>
  );
}
