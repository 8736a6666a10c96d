/** Whom one manages, and when one talks with them. */
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useMore } from "../api/use-more.ts";
import { kindWords } from "../conversations/words.ts";
import { When } from "../conversations/talk-line.tsx";
import {
  AnswerTouchpointDocument,
  PlanConversationDocument,
  TeamDocument,
  type TeamQuery,
  type TeamTalkFragment,
} from "../gql/graphql.ts";
import { touchpointWords } from "../policy/words.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Person } from "../ui/person/person.tsx";
import { DeedButton } from "../ui/form/deed-button.tsx";
import { useByName } from "../i18n/by-name.ts";
import { isoDay, useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { useMe } from "./me.ts";
import "./people.css";
import { teamWords } from "./words.ts";

type Reports = NonNullable<TeamQuery["viewer"]>["reports"];
type Report = Reports["nodes"][number];
type Due = TeamQuery["touchpoints"]["nodes"][number];

const NOBODY: Reports = {
  nodes: [],
  totalCount: 0,
  pageInfo: { hasNextPage: false, endCursor: null },
};

const pickReports = ({ viewer }: TeamQuery): Reports => viewer?.reports ?? NOBODY;

export default function Team(): ReactNode {
  const say = useWords(teamWords);
  const me = useMe();
  const team = useMore(TeamDocument, { me: me.id }, pickReports);
  const { first: data, trouble, asking, again } = team;
  const byName = useByName();
  const reports = byName(team.rows ?? []);
  return (
    <>
      <PageHead title={say("title")} />
      <Answer of={{ data, trouble, asking, again }}>
        {({ touchpoints }) => {
          if (reports.length === 0) return <Empty text={say("none")} />;
          return (
            <div className="team">
              {reports.map((report) => (
                <ReportCard
                  key={report.id}
                  report={report}
                  due={touchpoints.nodes.filter((each) => each.subject.id === report.id)}
                />
              ))}
            </div>
          );
        }}
      </Answer>
      <More of={team} />
    </>
  );
}

function ReportCard({ report, due }: { report: Report; due: Due[] }): ReactNode {
  const say = useWords(teamWords);
  const [, go] = useLocation();
  const goals = report.goals.totalCount;
  return (
    <article className="card report" aria-labelledby={`report-${report.id}`}>
      <h2 id={`report-${report.id}`}>
        <Person of={report} to={`/people/${report.id}`} about={report.title} />
      </h2>
      <dl>
        <dt>{say("next")}</dt>
        <dd>
          <TeamTalk talk={report.next.nodes[0]} none={say("never")} />
        </dd>
        <dt>{say("last")}</dt>
        <dd>
          <TeamTalk talk={report.last.nodes[0]} none={say("notYet")} />
        </dd>
      </dl>
      <p>
        <Link href={`/people/${report.id}/goals`}>
          {goals > 0 ? say("goals", { count: goals }) : say("noGoals")}
        </Link>
      </p>
      {due.map((each) => (
        <DueLine key={each.id} due={each} name={report.name} />
      ))}
      <div className="actions">
        <DeedButton
          deed={PlanConversationDocument}
          variables={{ input: { subjectId: report.id, kind: "COACHING" } }}
          label={say("planWith", { name: report.name })}
          onDone={({ conversation }) => conversation && go(`/conversations/${conversation.id}`)}
        >
          {say("plan")}
        </DeedButton>
      </div>
    </article>
  );
}

function TeamTalk({ talk, none }: { talk: TeamTalkFragment | undefined; none: string }): ReactNode {
  const kind = useWords(kindWords);
  if (talk === undefined) return <span className="quiet">{none}</span>;
  return (
    <>
      <Link href={`/conversations/${talk.id}`}>{kind(talk.kind)}</Link>
      <br />
      <span className="quiet">
        <When talk={talk} />
      </span>
    </>
  );
}

function DueLine({ due, name }: { due: Due; name: string }): ReactNode {
  const say = useWords(teamWords);
  const [, go] = useLocation();
  const what = useWords(touchpointWords)(due.kind);
  const late = due.dueOn < isoDay();
  const day = useDates().day(due.dueOn);
  return (
    <div className="due">
      <span>{say(late ? "overdue" : "due", { what, day })}</span>
      <DeedButton
        small
        deed={AnswerTouchpointDocument}
        variables={{ input: { touchpointId: due.id } }}
        label={say("answerOn", { what, name })}
        onDone={({ conversation }) => conversation && go(`/conversations/${conversation.id}`)}
      >
        {say("answer")}
      </DeedButton>
    </div>
  );
}
