/** What a record said at one time, and what was said to that. */
import type { ReactNode } from "react";
import { sourceName } from "../signals/source-name.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Record } from "./asked.ts";
import { recordWords } from "./words.ts";

type RecordVersion = Record["versions"][number];

interface Props {
  version: RecordVersion;
  record: Record;
  inside?: boolean;
}

type Level = 2 | 3 | 4;

function Heading({ level, children }: { level: Level; children: ReactNode }): ReactNode {
  const Tag = `h${level}` as const;
  return <Tag>{children}</Tag>;
}

export function Version({ version, record, inside = false }: Props): ReactNode {
  const say = useWords(recordWords);
  const dates = useDates();
  const level = inside ? 4 : 3;
  const name = say("version", { number: version.number, day: dates.moment(version.writtenAt) });
  return (
    <article className={inside ? "version" : "card version"} aria-label={name}>
      <Heading level={inside ? 3 : 2}>{name}</Heading>
      {version.reason !== null && <p>{say("reason", { reason: version.reason })}</p>}
      <Part
        level={level}
        title={say("facts")}
        of={version.facts}
        row={(fact) => <FactText fact={fact} />}
      />
      <Part
        level={level}
        title={say("agreements")}
        of={version.agreements}
        row={(each) => each.text}
      />
      <Part
        level={level}
        title={say("actions")}
        of={version.actions}
        row={(action) => (
          <>
            {action.text}{" "}
            <span className="quiet">
              {say("by", { name: action.owner.name, day: dates.day(action.dueOn) })}
            </span>
          </>
        )}
      />
      <Responses version={version} record={record} level={level} />
      {version.hash !== null && (
        <p className="quiet small hash" title={say("unchanged")}>
          # {version.hash.slice(0, 16)}
        </p>
      )}
    </article>
  );
}

function FactText({ fact }: { fact: RecordVersion["facts"][number] }): ReactNode {
  const say = useWords(recordWords);
  const dates = useDates();
  const source = sourceIn(fact.snapshot);
  return (
    <>
      {fact.text}{" "}
      <span className="quiet">
        {fact.occurredOn !== null && dates.day(fact.occurredOn)}{" "}
        {source !== null && say("source", { source: sourceName(source) })}
      </span>
    </>
  );
}

function sourceIn(snapshot: unknown): string | null {
  if (typeof snapshot !== "object" || snapshot === null || !("source" in snapshot)) return null;
  return typeof snapshot.source === "string" ? snapshot.source : null;
}

interface PartProps<T> {
  level: Level;
  title: string;
  of: readonly T[];
  row: (one: T) => ReactNode;
}

function Part<T extends { id: string }>({ level, title, of, row }: PartProps<T>): ReactNode {
  const say = useWords(recordWords);
  return (
    <section className="part">
      <Heading level={level}>{title}</Heading>
      {of.length === 0 && <p className="nothing">{say("none")}</p>}
      <ul>
        {of.map((each) => (
          <li key={each.id}>{row(each)}</li>
        ))}
      </ul>
    </section>
  );
}

function Responses({ version, record, level }: Props & { level: Level }): ReactNode {
  const say = useWords(recordWords);
  const dates = useDates();
  if (version.responses.length === 0) return null;
  return (
    <section className="part responses">
      <Heading level={level}>{say("answers", { name: record.subject.name })}</Heading>
      <ul>
        {version.responses.map((response) => (
          <li key={response.id}>
            <strong>{say(`said${response.kind}`)}</strong>{" "}
            <span className="quiet">{dates.moment(response.respondedAt)}</span>
            {response.statement !== null && <p className="as-written">{response.statement}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
