import type { ReactNode } from "react";
import type { Asked } from "../../api/use-answer.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { Answer } from "../answer.tsx";
import { Empty, type Way } from "../empty.tsx";
import { Pager } from "./pager.tsx";
import styles from "./table.module.css";
import type { Pages } from "./use-pages.ts";

interface Connection<T> {
  nodes: readonly T[];
  totalCount?: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Props<R, T> {
  asked: Asked<R>;
  pick: (data: R) => Connection<T>;
  pages: Pages;
  /** Above the list, once it is known how many there are. */
  title: (count: string) => string;
  nothing: string;
  /** What somebody may do who finds nothing. */
  way?: Way;
  /** Beside the title: what is done with the chosen, or with all of them. */
  tools?: (rows: readonly T[]) => ReactNode;
  children: (rows: readonly T[]) => ReactNode;
}

/** A list that comes by pages: how many there are, the rows, and the way to the next. */
export function List<R, T>(props: Props<R, T>): ReactNode {
  const { number } = useDates();
  return (
    <Answer of={props.asked}>
      {(data) => {
        const { nodes, pageInfo, totalCount: total } = props.pick(data);
        if (nodes.length === 0 && props.pages.before === 0) {
          return <Empty text={props.nothing} {...(props.way && { way: props.way })} />;
        }
        const title = props.title(total === undefined ? "" : number(total));
        return (
          <section className={styles.list} aria-label={title}>
            <div className={styles.tools}>
              <h2>{title}</h2>
              {props.tools?.(nodes)}
            </div>
            {props.children(nodes)}
            <Pager
              pages={props.pages}
              pageInfo={pageInfo}
              rows={nodes.length}
              {...(total !== undefined && { total })}
            />
          </section>
        );
      }}
    </Answer>
  );
}
