/** What has been talked about, recorded and agreed with somebody, newest first. */
import { Button } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useAnswer } from "../api/use-answer.ts";
import { DossierDocument, type DossierQuery } from "../gql/graphql.ts";
import { Answer } from "../ui/answer.tsx";
import { Card } from "../ui/card.tsx";
import { Rest } from "../ui/more.tsx";
import { uiWords } from "../ui/words.ts";
import { Lost } from "../app/lost.tsx";
import { useByName } from "../i18n/by-name.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { happenings } from "./happenings.ts";
import { useMe } from "./me.ts";
import "./people.css";
import { HappeningLine } from "./happening-line.tsx";
import { dossierWords } from "./words.ts";

/** Of each kind: at first, and as many as the server gives at once. */
const SHOWN = 30;
const MOST = 100;

/** One's own at `/dossier`, somebody's at `/people/:id`. */
export default function Dossier(): ReactNode {
  const me = useMe();
  const { id = me.id } = useParams<{ id?: string }>();
  const [first, setFirst] = useState(SHOWN);
  const asked = useAnswer(DossierDocument, { person: id, first }, { keepsRows: first > SHOWN });
  return (
    <Answer of={asked}>
      {(data) => (
        <>
          <Page data={data} />
          <Earlier data={data} more={first < MOST ? () => setFirst(MOST) : null} />
        </>
      )}
    </Answer>
  );
}

function Page({ data }: { data: DossierQuery }): ReactNode {
  const say = useWords(dossierWords);
  const me = useMe();
  if (data.person === null) return <Lost />;
  const happened = happenings(data);
  return (
    <>
      <Head person={data.person} />
      {data.person.id !== me.id && <Reports of={data.person.reports.nodes} />}
      {data.person.id === me.id && <p className="quiet who-reads">{say("whoReads")}</p>}
      <Card title={say("timeline")} {...(happened.length === 0 && { nothing: say("nothing") })}>
        <ol className="timeline">
          {happened.map((each) => (
            <HappeningLine key={`${each.is}-${each.id}-${each.at}`} happening={each} />
          ))}
        </ol>
      </Card>
    </>
  );
}

interface EarlierProps {
  data: DossierQuery;
  more: (() => void) | null;
}

/** What is left out is said, and shown as far as can be. */
function Earlier({ data, more }: EarlierProps): ReactNode {
  const say = useWords(uiWords);
  const lists = [data.records, data.goals, ...(data.person ? [data.person.conversations] : [])];
  const shown = lists.reduce((sum, list) => sum + list.nodes.length, 0);
  const total = lists.reduce((sum, list) => sum + list.totalCount, 0);
  if (total <= shown) return null;
  return (
    <p>
      <Rest shown={shown} total={total} /> {more && <Button onClick={more}>{say("more")}</Button>}
    </p>
  );
}

/** For who looks at a team from above. */
function Reports({ of }: { of: readonly { id: string; name: string }[] }): ReactNode {
  const say = useWords(dossierWords);
  const byName = useByName();
  if (of.length === 0) return null;
  return (
    <p className="links who-reads">
      {say("reports")}
      {byName(of).map((report) => (
        <Link key={report.id} href={`/people/${report.id}`}>
          {report.name}
        </Link>
      ))}
    </p>
  );
}

function Head({ person }: { person: NonNullable<DossierQuery["person"]> }): ReactNode {
  const say = useWords(dossierWords);
  const me = useMe();
  const day = useDates().day(person.joinedOn);
  const own = person.id === me.id;
  return (
    <div className="page-head">
      <div>
        <h1>{own ? say("mine") : person.name}</h1>
        <p className="quiet">
          {person.title ? say("since", { title: person.title, day }) : say("sinceOnly", { day })}
          {person.manager && ` · ${say("manager", { name: person.manager.name })}`}
        </p>
      </div>
      {!own && (
        <p className="links">
          <Link href={`/people/${person.id}/goals`}>{say("toGoals")}</Link>
          <Link href={`/people/${person.id}/evidence`}>{say("toEvidence")}</Link>
          {person.reports.totalCount > 0 && (
            <Link href={`/people/${person.id}/scorecard`}>{say("toScorecard")}</Link>
          )}
        </p>
      )}
    </div>
  );
}
