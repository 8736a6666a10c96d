/** What Tanlu has given up doing in the background, and starting it again. */
import { useState, type ReactNode } from "react";
import { useAnswer } from "../../asking/use-answer.ts";
import { DeadJobsDocument, RetryJobsDocument, type DeadJobsQuery } from "../../gql/graphql.ts";
import { Answer } from "../../shell/answer.tsx";
import { Card } from "../../shell/card.tsx";
import { DeedButton } from "../../shell/deed-button.tsx";
import { useDates } from "../../words/use-dates.ts";
import { useWords } from "../../words/use-words.ts";
import "../admin.css";
import { AskFirst } from "../ask-first.tsx";
import { ForRoles } from "../for-roles.tsx";
import { Pager } from "../pager.tsx";
import { jobsWords } from "./words.ts";

type Jobs = DeadJobsQuery["deadJobs"];

export default function JobsPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(jobsWords);
  const dates = useDates();
  const [after, turn] = useState<string | null>(null);
  const [waiting, setWaiting] = useState<number | null>(null);
  const asked = useAnswer(DeadJobsDocument, { after });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{say("title")}</h1>
          <p className="quiet">{say("what")}</p>
        </div>
      </div>
      <p role="status">{waiting !== null && say("waits", { count: dates.number(waiting) })}</p>
      <Answer of={asked}>
        {({ deadJobs }) => (
          <List jobs={deadJobs} onRetried={setWaiting}>
            <Pager pageInfo={deadJobs.pageInfo} after={after} turn={turn} />
          </List>
        )}
      </Answer>
    </>
  );
}

interface ListProps {
  jobs: Jobs;
  onRetried: (jobs: number | null) => void;
  children: ReactNode;
}

function List({ jobs, onRetried, children }: ListProps): ReactNode {
  const say = useWords(jobsWords);
  const count = useDates().number(jobs.totalCount);
  if (jobs.totalCount === 0) return <p className="nothing">{say("none")}</p>;
  return (
    <Card title={say("list", { count })}>
      <ul className="rows">
        {jobs.nodes.map((job) => (
          <Row key={job.id} job={job} onRetried={onRetried} />
        ))}
      </ul>
      {children}
      {jobs.totalCount > 1 && (
        <div className="adding">
          <AskFirst
            harmless
            deed={RetryJobsDocument}
            variables={{ input: {} }}
            consequence={say("retryAllWill", { count })}
            onDone={(done) => onRetried(done.jobs)}
          >
            {say("retryAll")}
          </AskFirst>
        </div>
      )}
    </Card>
  );
}

interface RowProps {
  job: Jobs["nodes"][number];
  onRetried: (jobs: number | null) => void;
}

function Row({ job, onRetried }: RowProps): ReactNode {
  const say = useWords(jobsWords);
  const dates = useDates();
  const died = dates.moment(job.diedAt);
  const facts = { attempts: job.attempts, created: dates.moment(job.createdAt), died };
  return (
    <li>
      <p>
        <strong>{job.reason}</strong>
      </p>
      <p className="quiet">{say("facts", facts)}</p>
      <p className="small">
        {say("forSupport")}: <code>{job.name}</code> · <code>{job.place}</code>
      </p>
      <div className="actions">
        <DeedButton
          small
          deed={RetryJobsDocument}
          variables={{ input: { jobIds: [job.id] } }}
          label={say("retryOf", { name: job.name, died })}
          onDone={(done) => onRetried(done.jobs)}
        >
          {say("retry")}
        </DeedButton>
      </div>
    </li>
  );
}
