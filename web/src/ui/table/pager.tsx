import { Button } from "antd";
import type { ReactNode } from "react";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { uiWords } from "../words.ts";
import styles from "./table.module.css";
import type { Pages } from "./use-pages.ts";

interface Props {
  pages: Pages;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  /** Rows on this page. */
  rows: number;
  total?: number;
}

/** Below a list that does not fit a page, so that none is cut in silence; nothing where it does. */
export function Pager({ pages, pageInfo, rows, total }: Props): ReactNode {
  const say = useWords(uiWords);
  const { number } = useDates();
  const isFirst = pages.before === 0;
  if (isFirst && !pageInfo.hasNextPage) return null;
  return (
    <div className={styles.pager}>
      {total !== undefined && (
        <span className="quiet">
          {say("pageOf", {
            from: number(pages.before + 1),
            to: number(pages.before + rows),
            total: number(total),
          })}
        </span>
      )}
      {!isFirst && <Button onClick={pages.back}>{say("earlierPage")}</Button>}
      {pageInfo.hasNextPage && (
        <Button onClick={() => pages.next(pageInfo.endCursor, rows)}>{say("nextPage")}</Button>
      )}
    </div>
  );
}
