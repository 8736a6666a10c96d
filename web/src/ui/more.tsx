import { Button } from "antd";
import type { ReactNode } from "react";
import type { Grown } from "../api/use-more.ts";
import { useWords } from "../i18n/use-words.ts";
import { uiWords } from "./words.ts";

/** Below a list that grows: how much of it is there, and the way to more. */
export function More<R, T>({ of }: { of: Grown<R, T> }): ReactNode {
  const say = useWords(uiWords);
  if (of.more === null) return null;
  return (
    <p className="after-rows">
      <Rest shown={of.rows?.length ?? 0} total={of.total} />{" "}
      <Button loading={of.asking} onClick={of.more}>
        {say("more")}
      </Button>
    </p>
  );
}

/** A list that leaves some out says so. */
export function Rest({ shown, total }: { shown: number; total: number }): ReactNode {
  const say = useWords(uiWords);
  if (total <= shown) return null;
  return <span className="quiet">{say("shownOf", { shown, total })}</span>;
}
