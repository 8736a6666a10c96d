/** The one thing to do now, for whoever looks. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import {
  CloseConversationDocument,
  CompletePreparationDocument,
  ConfirmHeldDocument,
  PrepareConversationDocument,
  ShareRecordDocument,
  StartConversationDocument,
} from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { RecordForm } from "../records/record-form.tsx";
import { Card } from "../ui/card.tsx";
import { DeedButton } from "../ui/form/deed-button.tsx";
import { useFocusAfter } from "../ui/form/focus.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Talk } from "./asked.ts";
import { isOver } from "./states.ts";
import { stepWords } from "./page-words.ts";
import { ScheduleForm } from "./schedule-form.tsx";

interface Props {
  talk: Talk;
}

export function NextStep({ talk }: Props): ReactNode {
  const say = useWords(stepWords);
  const place = useFocusAfter(talk.state);
  return (
    <div ref={place} tabIndex={-1}>
      <Card title={say(isOver(talk.state) ? "over" : "next")} className="next-step">
        <Step talk={talk} />
      </Card>
    </div>
  );
}

function Step({ talk }: Props): ReactNode {
  switch (talk.state) {
    case "PLANNED":
      return <ToSchedule talk={talk} />;
    case "SCHEDULED":
    case "PREPARING":
    case "READY":
      return <ToPrepare talk={talk} />;
    case "IN_PROGRESS":
      return <ToConfirm talk={talk} />;
    case "HELD":
      return <ToRecord talk={talk} />;
    case "RECORDED":
      return <ToFinish talk={talk} />;
    default:
      return <Over talk={talk} />;
  }
}

function ToSchedule({ talk }: Props): ReactNode {
  const say = useWords(stepWords);
  return (
    <>
      <p>{say("schedule")}</p>
      <ScheduleForm talk={talk} prepares />
    </>
  );
}

function ToPrepare({ talk }: Props): ReactNode {
  const say = useWords(stepWords);
  const variables = { input: { conversationId: talk.id } };
  if (talk.state === "SCHEDULED") {
    return (
      <>
        <p>{say("gatherWhy")}</p>
        <DeedButton deed={PrepareConversationDocument} variables={variables} look="primary">
          {say("gather")}
        </DeedButton>
      </>
    );
  }
  const ready = talk.state === "READY";
  return (
    <>
      <p>{say(ready ? "beginWhy" : "readyWhy")}</p>
      <div className="actions">
        {ready ? (
          <DeedButton
            key="begin"
            deed={StartConversationDocument}
            variables={variables}
            look="primary"
          >
            {say("begin")}
          </DeedButton>
        ) : (
          <DeedButton
            key="ready"
            deed={CompletePreparationDocument}
            variables={variables}
            look="primary"
          >
            {say("ready")}
          </DeedButton>
        )}
        <DeedButton deed={PrepareConversationDocument} variables={variables} look="text">
          {say("again")}
        </DeedButton>
      </div>
    </>
  );
}

function ToConfirm({ talk }: Props): ReactNode {
  const say = useWords(stepWords);
  const me = useMe();
  const other = talk.manager.id === me.id ? talk.subject : talk.manager;
  if (talk.confirmations.some((each) => each.person.id === me.id)) {
    return <p role="status">{say("waits", { name: other.name })}</p>;
  }
  return (
    <>
      <p>{say("heldWhy")}</p>
      <DeedButton
        deed={ConfirmHeldDocument}
        variables={{ input: { conversationId: talk.id } }}
        look="primary"
      >
        {say("held")}
      </DeedButton>
    </>
  );
}

function ToRecord({ talk }: Props): ReactNode {
  const say = useWords(stepWords);
  const dates = useDates();
  const me = useMe();
  if (talk.manager.id === me.id) {
    return (
      <>
        <p>{say("recordWhy")}</p>
        <RecordForm talk={talk} />
      </>
    );
  }
  const day = talk.recordDueOn ? dates.day(talk.recordDueOn) : "";
  return <p>{say("waitsForRecord", { name: talk.manager.name, day })}</p>;
}

function ToFinish({ talk }: Props): ReactNode {
  const say = useWords(stepWords);
  if (talk.record?.state === "DRAFT") {
    return (
      <>
        <p>{say("shareWhy")}</p>
        <div className="actions">
          <DeedButton
            deed={ShareRecordDocument}
            variables={{ input: { recordId: talk.record.id } }}
            look="primary"
          >
            {say("share", { name: talk.subject.name })}
          </DeedButton>
          <Link href={`/records/${talk.record.id}`}>{say("readRecord")}</Link>
        </div>
      </>
    );
  }
  return (
    <>
      <p>{say("closeWhy")}</p>
      <div className="actions">
        <DeedButton
          deed={CloseConversationDocument}
          variables={{ input: { conversationId: talk.id } }}
          look="primary"
        >
          {say("closeIt")}
        </DeedButton>
        {talk.record && <Link href={`/records/${talk.record.id}`}>{say("readRecord")}</Link>}
      </div>
    </>
  );
}

function Over({ talk }: Props): ReactNode {
  const say = useWords(stepWords);
  return (
    <>
      {talk.exitReason !== null && <p>{say("because", { reason: talk.exitReason })}</p>}
      {talk.record && <Link href={`/records/${talk.record.id}`}>{say("readRecord")}</Link>}
    </>
  );
}
