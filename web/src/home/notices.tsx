/** What needs an admin, as long as it does: shown where their day begins, with the way to it. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer.ts";
import { NoticesDocument, type AdminNoticeKind, type NoticesQuery } from "../gql/graphql.ts";
import { Rows } from "../ui/card.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { homeWords } from "./words.ts";

type Notice = NoticesQuery["adminNotices"][number];

const PAGES: Readonly<Record<AdminNoticeKind, string>> = {
  ENDPOINT_SWITCHED_OFF: "/admin/webhooks",
  ENDPOINT_FAILING: "/admin/webhooks",
  CONNECTION_REAUTH_REQUIRED: "/admin/connections",
  CONNECTION_DEGRADED: "/admin/connections",
  PLUGIN_UPGRADE_OFFERED: "/admin/plugins",
  PLUGIN_FAILED: "/admin/plugins",
  JOBS_FAILED: "/admin/jobs",
  EMAIL_DOMAIN_LOST: "/admin/sign-in",
};

export default function Notices(): ReactNode {
  const say = useWords(homeWords);
  const { data } = useAnswer(NoticesDocument, {});
  if (!data || data.adminNotices.length === 0) return null;
  return (
    <Rows
      title={say("notices")}
      nothing=""
      className="warm"
      of={data.adminNotices}
      row={(notice) => <Row key={`${notice.kind} ${notice.subjectId}`} notice={notice} />}
    />
  );
}

function Row({ notice }: { notice: Notice }): ReactNode {
  const say = useWords(homeWords);
  const dates = useDates();
  const { kind, message, subjectId, since } = notice;
  const page = subjectId === null ? PAGES[kind] : `${PAGES[kind]}/${subjectId}`;
  return (
    <li>
      <p>
        {message} <Link href={page}>{say("look")}</Link>
      </p>
      {since !== null && <p className="quiet">{say("since", { when: dates.moment(since) })}</p>}
    </li>
  );
}
