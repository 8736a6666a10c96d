import { Button } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { ExportAuditDocument, type AuditFilter } from "../../gql/graphql.ts";
import { DeedAlert } from "../../ui/form/deed-alert.tsx";
import { isoDay } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { download } from "../../ui/table/csv.ts";
import { auditWords } from "./words.ts";

/** What the filters leave, as a file; that it was taken stands in the trail, too. */
export function Export({ filter }: { filter: AuditFilter }): ReactNode {
  const say = useWords(auditWords);
  const deed = useDeed(ExportAuditDocument);
  const save = async (): Promise<void> => {
    const told = await deed.run({ input: filter });
    if (told?.csv) download(`audit-${isoDay()}.csv`, told.csv);
  };
  return (
    <div>
      <Button loading={deed.busy} onClick={() => void save()}>
        {say("export")}
      </Button>
      <DeedAlert of={deed} />
    </div>
  );
}
