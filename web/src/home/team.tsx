/** For whoever manages: how the team is doing against last month, and who has been left waiting. */
import type { ReactNode } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { HomeTeamDocument, type HomeTeamQuery } from "../gql/graphql.ts";
import { useByName } from "../i18n/by-name.ts";
import { isoDay, useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { useMe } from "../people/me.ts";
import { Card, Rows } from "../ui/card.tsx";
import { Ring } from "../ui/chart/ring.tsx";
import { Person } from "../ui/person/person.tsx";
import { homeWords } from "./words.ts";

/** After so many days without a conversation somebody is named. */
const LONG = 14;

type Report = NonNullable<HomeTeamQuery["viewer"]>["reports"]["nodes"][number];
type Scorecard = HomeTeamQuery["scorecards"]["nodes"][number];

export default function Team(): ReactNode {
  const me = useMe();
  const { data } = useAnswer(HomeTeamDocument, { me: me.id });
  if (data === null) return null;
  const [now, before] = data.scorecards.nodes;
  return (
    <>
      {now && <Pulse now={now} before={before} />}
      <Silent reports={data.viewer?.reports.nodes ?? []} />
    </>
  );
}

function Silent({ reports }: { reports: readonly Report[] }): ReactNode {
  const say = useWords(homeWords);
  const { day } = useDates();
  const since = isoDay(-LONG);
  const silent = useByName()(reports).filter(({ last, next }) => {
    const held = last.nodes[0]?.heldAt ?? "";
    return next.totalCount === 0 && held.slice(0, 10) < since;
  });
  if (silent.length === 0) return null;
  return (
    <Rows
      title={say("silent", { days: LONG })}
      nothing=""
      of={silent}
      row={(report) => {
        const held = report.last.nodes[0]?.heldAt;
        const about = held ? say("lastTalk", { day: day(held) }) : say("noTalk");
        return (
          <li key={report.id}>
            <Person of={report} to={`/people/${report.id}`} about={about} />
          </li>
        );
      }}
    />
  );
}

function Pulse({ now, before }: { now: Scorecard; before: Scorecard | undefined }): ReactNode {
  const say = useWords(homeWords);
  const figures = [
    { name: say("coverage"), now: now.coverage, before: before?.coverage ?? null },
    { name: say("followThrough"), now: now.followThrough, before: before?.followThrough ?? null },
  ];
  return (
    <Card title={say("pulse")}>
      <div className="pulse">
        {figures.map((figure) => (
          <Figure key={figure.name} {...figure} />
        ))}
      </div>
    </Card>
  );
}

interface FigureProps {
  name: string;
  now: number | null;
  before: number | null;
}

function Figure({ name, now, before }: FigureProps): ReactNode {
  const say = useWords(homeWords);
  const { percent } = useDates();
  const text = now === null ? "–" : percent(now);
  return (
    <div className="figure">
      <Ring share={now} text={text} label={`${name} ${text}`} />
      <span>
        {name}
        <span className="quiet small">
          {before === null ? say("noBefore") : say("before", { share: percent(before) })}
        </span>
      </span>
    </div>
  );
}
