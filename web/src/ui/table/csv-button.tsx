import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { Trouble } from "../../api/refusal.ts";
import { isoDay } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { TroubleAlert } from "../answer.tsx";
import { uiWords } from "../words.ts";
import type { Column } from "./column.ts";
import { csvOf, download } from "./csv.ts";

interface Connection<T> {
  nodes: readonly T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Props<T> {
  /** Of the file; the day is added. */
  name: string;
  columns: readonly Pick<Column<T>, "title" | "text">[];
  /** Asks for a page, with the filter and the order that are chosen. */
  page: (after: string | null) => Promise<Connection<T>>;
}

/** Downloads the whole list that the filter leaves, not only the page that is shown. */
export function CsvButton<T>({ name, columns, page }: Props<T>): ReactNode {
  const say = useWords(uiWords);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    try {
      download(`${name}-${isoDay()}.csv`, csvOf(columns, await whole(page)));
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button loading={busy} onClick={() => void save()}>
        {say("csv")}
      </Button>
      {trouble && <TroubleAlert trouble={trouble} />}
    </>
  );
}

async function whole<T>(page: Props<T>["page"]): Promise<T[]> {
  const rows: T[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Connection<T> = await page(after);
    rows.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}
