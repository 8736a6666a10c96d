/** Who did or read what in the company; nobody can change it, not even whoever reads it here. */
import { useState, type ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { AuditTrailDocument, type AuditFilter, type AuditOrder } from "../../gql/graphql.ts";
import { useWords } from "../../i18n/use-words.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { DataTable } from "../../ui/table/data-table.tsx";
import { List } from "../../ui/table/list.tsx";
import { usePages } from "../../ui/table/use-pages.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { useAuditColumns } from "./columns.tsx";
import { Export } from "./export.tsx";
import { Filters } from "./filters.tsx";
import { Period } from "./period.tsx";
import { auditWords } from "./words.ts";

export default function AuditPage(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(auditWords);
  const [filter, setFilter] = useState<AuditFilter>({});
  const [order, setOrder] = useState<AuditOrder>("SEQ_DESC");
  const pages = usePages();
  const columns = useAuditColumns();
  const asked = useAnswer(
    AuditTrailDocument,
    { after: pages.after, filter, orderBy: order },
    { keepsRows: true },
  );
  return (
    <>
      <PageHead title={say("title")} about={say("what")}>
        <Export filter={filter} />
      </PageHead>
      <Filters narrow={pages.restarting(setFilter)} />
      <List
        asked={asked}
        pick={({ auditEntries }) => auditEntries}
        pages={pages}
        title={(count) => say("list", { count })}
        nothing={say("none")}
      >
        {(rows) => (
          <DataTable
            label={say("title")}
            columns={columns}
            rows={rows}
            sorting={{ order, sortBy: pages.restarting(setOrder) }}
          />
        )}
      </List>
      <Period />
    </>
  );
}
