/** The account of one conversation, and what the employee says to it. */
import type { ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useAnswer } from "../api/use-answer.ts";
import { RecordDocument } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { Card } from "../ui/card.tsx";
import { Lost } from "../app/lost.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { AnswerForm } from "./answer-form.tsx";
import type { Record } from "./asked.ts";
import { ManagersDeeds } from "./managers-deeds.tsx";
import "./records.css";
import { Version } from "./version.tsx";
import { recordWords } from "./words.ts";

export default function RecordPage(): ReactNode {
  const { id = "" } = useParams<{ id: string }>();
  const asked = useAnswer(RecordDocument, { id });
  return (
    <Answer of={asked}>{({ record }) => (record ? <Page record={record} /> : <Lost />)}</Answer>
  );
}

function Page({ record }: { record: Record }): ReactNode {
  const me = useMe();
  // The newest stands first, whatever order they come in.
  const [current, ...earlier] = [...record.versions].sort((a, b) => b.number - a.number);
  return (
    <>
      <Head record={record} />
      {current && <Version version={current} record={record} />}
      {me.id === record.subject.id && <AnswerForm record={record} />}
      {me.id === record.manager.id && current && (
        <ManagersDeeds record={record} current={current} />
      )}
      <Earlier record={record} versions={earlier} />
    </>
  );
}

function Head({ record }: { record: Record }): ReactNode {
  const say = useWords(recordWords);
  const dates = useDates();
  const { subject, manager } = record;
  const waits = record.state === "SHARED" || record.state === "CONTESTED";
  return (
    <div className="page-head">
      <div>
        <h1>{say("title", { day: dates.day(record.occurredAt) })}</h1>
        <p className="quiet">
          {say("between", { subject: subject.name, manager: manager.name })}{" "}
          <span className={waits ? "tag warm" : "tag"}>{say(record.state)}</span>{" "}
          {record.late && <span className="tag warm">{say("late")}</span>}
        </p>
      </div>
      {record.conversation && (
        <Link href={`/conversations/${record.conversation.id}`}>{say("conversation")}</Link>
      )}
    </div>
  );
}

function Earlier({
  record,
  versions,
}: {
  record: Record;
  versions: Record["versions"];
}): ReactNode {
  const say = useWords(recordWords);
  if (versions.length === 0) return null;
  return (
    <Card title={say("earlier")}>
      {versions.map((version) => (
        <Version key={version.id} version={version} record={record} inside />
      ))}
    </Card>
  );
}
