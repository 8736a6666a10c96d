/** Everybody in the company, and how somebody joins. */
import { Button } from "../../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { ask } from "../../api/ask.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { DirectoryDocument, type EntryState, type PersonOrder } from "../../gql/graphql.ts";
import { useWords } from "../../i18n/use-words.ts";
import { isAdmin, useMe } from "../../people/me.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { CsvButton } from "../../ui/table/csv-button.tsx";
import { DataTable } from "../../ui/table/data-table.tsx";
import { Finder } from "../../ui/table/finder.tsx";
import { List } from "../../ui/table/list.tsx";
import { useSelection } from "../../ui/table/selection.ts";
import { usePages } from "../../ui/table/use-pages.ts";
import { useBegun } from "../../ui/use-begun.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { AddForm } from "./add-form.tsx";
import { EntryFilter } from "./entry.tsx";
import { Inviting, mayBeInvited } from "./inviting.tsx";
import { usePeopleColumns, type Listed } from "./people-columns.tsx";
import { directoryWords } from "./words.ts";

export default function People(): ReactNode {
  return (
    <ForRoles roles={["ADMIN", "HR"]}>
      <Head />
      <Directory />
    </ForRoles>
  );
}

function Head(): ReactNode {
  const say = useWords(directoryWords);
  const [adds, setAdds] = useState(false);
  useBegun(() => setAdds(true));
  return (
    <PageHead title={say("title")}>
      <Link href="/admin/people/import" className="button plain">
        {say("import")}
      </Link>
      <Button type="primary" onClick={() => setAdds(true)}>
        {say("add")}
      </Button>
      {adds && (
        <Drawer title={say("add")} close={() => setAdds(false)}>
          <AddForm close={() => setAdds(false)} />
        </Drawer>
      )}
    </PageHead>
  );
}

function Directory(): ReactNode {
  const say = useWords(directoryWords);
  const [part, setPart] = useState("");
  const [entry, setEntry] = useState<EntryState | null>(null);
  const [orderBy, setOrder] = useState<PersonOrder>("NAME_ASC");
  const pages = usePages();
  const columns = usePeopleColumns();
  const narrowed = { part, entry, orderBy };
  const asked = useAnswer(
    DirectoryDocument,
    { ...narrowed, after: pages.after },
    { keepsRows: true },
  );
  const page = async (after: string | null) =>
    (await ask(DirectoryDocument, { ...narrowed, after })).people;
  return (
    <>
      <div className="filters">
        <Finder label={say("find")} find={pages.restarting(setPart)} />
        <EntryFilter entry={entry} narrow={pages.restarting(setEntry)} />
      </div>
      <List
        asked={asked}
        pick={({ people }) => people}
        pages={pages}
        title={(count) => say("count", { count })}
        nothing={say("none")}
        tools={() => <CsvButton name="people" columns={columns} page={page} />}
      >
        {(rows) => (
          <Table
            rows={rows}
            columns={columns}
            order={orderBy}
            sortBy={pages.restarting(setOrder)}
          />
        )}
      </List>
    </>
  );
}

interface TableProps {
  rows: readonly Listed[];
  columns: ReturnType<typeof usePeopleColumns>;
  order: PersonOrder;
  sortBy: (order: PersonOrder) => void;
}

/** Admins choose whom to invite. */
function Table({ rows, columns, order, sortBy }: TableProps): ReactNode {
  const say = useWords(directoryWords);
  const me = useMe();
  const selection = useSelection(rows, {
    mayChoose: mayBeInvited,
    nameOf: ({ name }) => name,
  });
  return (
    <>
      {isAdmin(me) && <Inviting selection={selection} />}
      <DataTable
        label={say("title")}
        columns={columns}
        rows={rows}
        sorting={{ order, sortBy }}
        {...(isAdmin(me) && { selection })}
      />
    </>
  );
}
