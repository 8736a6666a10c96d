import { Button } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import { adminWords } from "./words.ts";

interface Props {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  after: string | null;
  turn: (after: string | null) => void;
}

/** Below a list that does not fit a page; nothing where it does. */
export function Pager({ pageInfo, after, turn }: Props): ReactNode {
  const say = useWords(adminWords);
  if (!pageInfo.hasNextPage && after === null) return null;
  return (
    <div className="actions">
      {pageInfo.hasNextPage && (
        <Button onClick={() => turn(pageInfo.endCursor)}>{say("older")}</Button>
      )}
      {after !== null && <Button onClick={() => turn(null)}>{say("newest")}</Button>}
    </div>
  );
}
