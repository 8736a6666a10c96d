/** Everybody in the company, and how somebody joins. */
import { Input } from "antd";
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../../asking/use-answer.ts";
import { DirectoryDocument, type DirectoryQuery, type EntryState } from "../../gql/graphql.ts";
import { isAdmin, useMe } from "../../people/me.ts";
import { Answer } from "../../shell/answer.tsx";
import { Card } from "../../shell/card.tsx";
import { shellWords } from "../../shell/words.ts";
import { isoDay, useDates } from "../../words/use-dates.ts";
import { useWords } from "../../words/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { Opener } from "../opener.tsx";
import { Pager } from "../pager.tsx";
import { AddForm } from "./add-form.tsx";
import { EntryFilter, EntryTag } from "./entry.tsx";
import { Chosen, Inviting, useInviting } from "./inviting.tsx";
import { directoryWords } from "./words.ts";

type Listed = DirectoryQuery["people"]["nodes"][number];

export default function People(): ReactNode {
  return (
    <ForRoles roles={["ADMIN", "HR"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(directoryWords);
  const [part, setPart] = useState("");
  const [after, turn] = useState<string | null>(null);
  const [entry, setEntry] = useState<EntryState | null>(null);
  const asked = useAnswer(DirectoryDocument, { part, entry, after });
  const find = (typed: string): void => {
    setPart(typed.trim());
    turn(null);
  };
  const narrow = (state: EntryState | null): void => {
    setEntry(state);
    turn(null);
  };
  return (
    <>
      <div className="page-head">
        <h1>{say("title")}</h1>
        <Link href="/admin/people/import">{say("import")}</Link>
      </div>
      <div className="before-list">
        <Opener primary open={say("add")}>
          {(close) => (
            <Card title={say("add")}>
              <AddForm close={close} />
            </Card>
          )}
        </Opener>
      </div>
      <Input.Search
        className="finder"
        allowClear
        aria-label={say("find")}
        placeholder={say("find")}
        onSearch={find}
      />
      <EntryFilter entry={entry} narrow={narrow} />
      <Answer of={asked}>
        {({ people }) => <List people={people} after={after} turn={turn} />}
      </Answer>
    </>
  );
}

interface ListProps extends Pick<DirectoryQuery, "people"> {
  after: string | null;
  turn: (after: string | null) => void;
}

function List({ people, after, turn }: ListProps): ReactNode {
  const say = useWords(directoryWords);
  const dates = useDates();
  const me = useMe();
  const inviting = useInviting(people.nodes);
  const count = say("count", { count: dates.number(people.totalCount) });
  return (
    <Card title={count} {...(people.nodes.length === 0 && { nothing: say("none") })}>
      {isAdmin(me) && <Inviting inviting={inviting} />}
      <ul className="rows">
        {people.nodes.map((person) => (
          <Row key={person.id} person={person}>
            {isAdmin(me) && <Chosen person={person} inviting={inviting} />}
          </Row>
        ))}
      </ul>
      <Pager pageInfo={people.pageInfo} after={after} turn={turn} />
    </Card>
  );
}

function Row({ person, children }: { person: Listed; children: ReactNode }): ReactNode {
  const say = useWords(directoryWords);
  const shell = useWords(shellWords);
  const dates = useDates();
  const manager = person.manager ? say("manager", { name: person.manager.name }) : say("noManager");
  const gone = person.leftOn !== null && person.leftOn <= isoDay();
  const facts = [person.title, person.email, manager].filter(Boolean);
  return (
    <li>
      <div className="row-head">
        <strong className="titled">
          {children}
          <Link href={`/admin/people/${person.id}`}>{person.name}</Link>
        </strong>
        <span className="tags">
          {person.roles.map((role) => (
            <span key={role} className="tag">
              {shell(role)}
            </span>
          ))}
          {person.leftOn !== null && (
            <span className="tag plain">
              {say(person.leftOn > isoDay() ? "leaves" : "left", { day: dates.day(person.leftOn) })}
            </span>
          )}
          {!gone && <EntryTag person={person} />}
        </span>
      </div>
      <p className="quiet">{facts.join(" · ")}</p>
    </li>
  );
}
