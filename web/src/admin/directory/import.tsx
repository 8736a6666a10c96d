/** Many people at once: the rows are checked, then shown with what is wrong, then taken in. */
import { Button, Input } from "../../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { useDeed } from "../../api/use-deed.ts";
import {
  ImportPeopleDocument,
  PreviewImportDocument,
  type ImportPeopleMutation,
  type PreviewImportMutation,
} from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { FileField } from "../../ui/form/file-field.tsx";
import { DeedAlert } from "../../ui/form/deed-alert.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { textOf } from "./file-text.ts";
import { Preview } from "./preview.tsx";
import { faultsByRow, readRows, type Read } from "./rows.ts";
import { importWords, personWords } from "./words.ts";

type Would = PreviewImportMutation["previewImport"];
type Did = ImportPeopleMutation["importPeople"];

export default function Import(): ReactNode {
  const say = useWords(importWords);
  const person = useWords(personWords);
  return (
    <ForRoles roles={["ADMIN", "HR"]}>
      <div className="page-head">
        <h1>{say("title")}</h1>
        <Link href="/admin/people">{person("back")}</Link>
      </div>
      <Steps />
    </ForRoles>
  );
}

function Steps(): ReactNode {
  const say = useWords(importWords);
  const preview = useDeed(PreviewImportDocument);
  const [text, setText] = useState("");
  const [read, setRead] = useState<Read | null>(null);
  const [would, setWould] = useState<Would | null>(null);
  const write = (written: string): void => {
    setText(written);
    setRead(null);
    setWould(null);
    preview.clear();
  };
  const check = async (): Promise<void> => {
    const found = readRows(text);
    setRead(found);
    setWould(null);
    if (found.fault === null && found.faults.size === 0) {
      setWould(await preview.run({ input: { items: [...found.rows] } }));
    }
  };
  const faults = faultsByRow(preview.errors);
  for (const [at, found] of read?.faults ?? [])
    faults.set(
      at,
      found.map((each) => say(each)),
    );
  return (
    <>
      <Card title={say("rows")}>
        <p>{say("how")}</p>
        <p className="quiet">{say("columns")}</p>
        <Source text={text} write={write} />
        <DeedAlert of={preview} but={({ field }) => field?.[0] === "items" && field.length > 1} />
        {read?.fault && <p className="late">{say(read.fault)}</p>}
        <div className="actions">
          <Button type="primary" loading={preview.busy} onClick={() => void check()}>
            {say("check")}
          </Button>
          {text === "" && (
            <Button onClick={() => write(say("exampleRows"))}>{say("example")}</Button>
          )}
        </div>
      </Card>
      {read !== null && read.fault === null && (
        <Preview rows={read.rows} faults={faults} ignored={read.ignored}>
          {would && <TakeIn would={would} rows={read.rows} />}
        </Preview>
      )}
    </>
  );
}

function Source({ text, write }: { text: string; write: (text: string) => void }): ReactNode {
  const say = useWords(importWords);
  return (
    <>
      <Input.TextArea
        rows={8}
        className="mono"
        aria-label={say("rows")}
        value={text}
        onChange={({ target }) => write(target.value)}
      />
      <FileField
        label={say("file")}
        accept=".csv,.tsv,text/csv"
        onFile={(file) => void textOf(file).then(write)}
      />
    </>
  );
}

function TakeIn({ would, rows }: { would: Would; rows: Read["rows"] }): ReactNode {
  const say = useWords(importWords);
  const dates = useDates();
  const deed = useDeed(ImportPeopleDocument);
  const [did, setDid] = useState<Did | null>(null);
  const counts = (of: Would | Did): Record<string, string> => ({
    created: dates.number(of.created ?? 0),
    updated: dates.number(of.updated ?? 0),
    unchanged: dates.number(of.unchanged ?? 0),
  });
  const count = dates.number(rows.length);
  if (did) {
    const managers = dates.number(did.managersChanged ?? 0);
    return <p role="status">{say("done", { ...counts(did), managers })}</p>;
  }
  return (
    <>
      <p role="status">{say("fine", { count, ...counts(would) })}</p>
      <DeedAlert of={deed} />
      <div className="actions">
        <Button
          type="primary"
          loading={deed.busy}
          onClick={() => void deed.run({ input: { items: [...rows] } }).then(setDid)}
        >
          {say("import", { count })}
        </Button>
      </div>
    </>
  );
}
