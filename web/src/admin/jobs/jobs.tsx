/** What Tanlu has given up doing in the background, and starting it again. */
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { DeadJobsDocument, RetryJobsDocument, type DeadJobsQuery } from "../../gql/graphql.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import type { Column } from "../../ui/table/column.ts";
import { DataTable } from "../../ui/table/data-table.tsx";
import { List } from "../../ui/table/list.tsx";
import { usePages } from "../../ui/table/use-pages.ts";
import { toast } from "../../ui/toast/toasts.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { jobsWords } from "./words.ts";

type Job = DeadJobsQuery["deadJobs"]["nodes"][number];

export default function JobsPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(jobsWords);
  const pages = usePages();
  const asked = useAnswer(DeadJobsDocument, { after: pages.after });
  const columns = useColumns();
  const total = asked.data?.deadJobs.totalCount ?? 0;
  return (
    <>
      <PageHead title={say("title")} about={say("what")} />
      <List
        asked={asked}
        pick={({ deadJobs }) => deadJobs}
        pages={pages}
        title={(count) => say("list", { count })}
        nothing={say("none")}
        tools={() => total > 1 && <RetryAll total={total} />}
      >
        {(jobs) => <DataTable label={say("title")} columns={columns} rows={jobs} />}
      </List>
    </>
  );
}

function useColumns(): readonly Column<Job>[] {
  const say = useWords(jobsWords);
  const dates = useDates();
  return [
    { key: "reason", title: say("reason"), cell: ({ reason }) => reason },
    {
      key: "support",
      title: say("forSupport"),
      cell: ({ name, place }) => (
        <code>
          {name} · {place}
        </code>
      ),
    },
    {
      key: "attempts",
      title: say("attempts"),
      isNumber: true,
      cell: ({ attempts }) => dates.number(attempts),
    },
    { key: "died", title: say("died"), cell: ({ diedAt }) => dates.moment(diedAt) },
    { key: "retry", title: say("retry"), isAction: true, cell: (job) => <Retry job={job} /> },
  ];
}

function Retry({ job }: { job: Job }): ReactNode {
  const say = useWords(jobsWords);
  const dates = useDates();
  return (
    <DeedButton
      small
      deed={RetryJobsDocument}
      variables={{ input: { jobIds: [job.id] } }}
      label={say("retryOf", { name: job.name, died: dates.moment(job.diedAt) })}
      onDone={({ jobs }) => toast(say("waits", { count: dates.number(jobs ?? 0) }))}
    >
      {say("retry")}
    </DeedButton>
  );
}

function RetryAll({ total }: { total: number }): ReactNode {
  const say = useWords(jobsWords);
  const dates = useDates();
  return (
    <AskFirst
      harmless
      deed={RetryJobsDocument}
      variables={{ input: {} }}
      consequence={say("retryAllWill", { count: dates.number(total) })}
      onDone={({ jobs }) => toast(say("waits", { count: dates.number(jobs ?? 0) }))}
    >
      {say("retryAll")}
    </AskFirst>
  );
}
