/** One person of the directory: who they are, who manages them, what they may. */
import type { ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import { DirectoryPersonDocument } from "../../gql/graphql.ts";
import { isAdmin, useMe } from "../../people/me.ts";
import { Answer } from "../../ui/answer.tsx";
import { Lost } from "../../app/lost.tsx";
import { isoDay, useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { AboutForm } from "./about-form.tsx";
import { UnconfirmedAddress } from "./address.tsx";
import type { Person } from "./asked.ts";
import { Invitation } from "./invitation.tsx";
import { Leaving } from "./leaving.tsx";
import { Rehire } from "./rehire.tsx";
import { Line } from "./line.tsx";
import { PersonSessions } from "./person-sessions.tsx";
import { Roles } from "./roles.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { directoryWords, personWords } from "./words.ts";

export default function PersonPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN", "HR"]}>
      <Asking />
    </ForRoles>
  );
}

function Asking(): ReactNode {
  const { id = "" } = useParams<{ id: string }>();
  const asked = useAnswer(DirectoryPersonDocument, { id });
  return (
    <Answer of={asked}>{({ person }) => (person ? <Page person={person} /> : <Lost />)}</Answer>
  );
}

function Page({ person }: { person: Person }): ReactNode {
  const say = useWords(directoryWords);
  const my = useWords(personWords);
  const dates = useDates();
  const me = useMe();
  const { leftOn } = person;
  const gone = leftOn !== null && leftOn <= isoDay();
  return (
    <>
      <div className="page-head">
        <div>
          <div className="titled">
            <h1>{person.name}</h1>
            {leftOn !== null && (
              <span className="tag plain">
                {say(gone ? "left" : "leaves", { day: dates.day(leftOn) })}
              </span>
            )}
          </div>
          <p className="quiet">{say("joined", { day: dates.day(person.joinedOn) })}</p>
        </div>
        <Link href="/admin/people">{my("back")}</Link>
      </div>
      <div className="columns">
        <div>
          <AboutForm person={person} />
          <Line person={person} />
        </div>
        <div>
          {isAdmin(me) && !gone && <Invitation person={person} />}
          {isAdmin(me) && !person.emailConfirmed && <UnconfirmedAddress person={person} />}
          <Roles person={person} />
          {isAdmin(me) && person.id !== me.id && person.roles.length > 0 && (
            <SecondFactor person={person} />
          )}
          {isAdmin(me) && <PersonSessions id={person.id} name={person.name} />}
          <Leaving person={person} />
          {leftOn !== null && <Rehire key={leftOn} person={person} leftOn={leftOn} />}
        </div>
      </div>
    </>
  );
}
