import { Button } from "antd";
import type { ReactNode } from "react";
import { useDeed } from "../../asking/use-deed.ts";
import { ExportAuditDocument, type AuditFilter } from "../../gql/graphql.ts";
import { DeedAlert } from "../../shell/deed-alert.tsx";
import { isoDay } from "../../words/use-dates.ts";
import { useWords } from "../../words/use-words.ts";
import { auditWords } from "./words.ts";

/** What the filters leave, as a file; that it was taken stands in the trail, too. */
export function Export({ filter }: { filter: AuditFilter }): ReactNode {
  const say = useWords(auditWords);
  const deed = useDeed(ExportAuditDocument);
  const save = async (): Promise<void> => {
    const told = await deed.run({ input: filter });
    if (told?.csv) download(told.csv);
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

function download(csv: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `audit-${isoDay()}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
