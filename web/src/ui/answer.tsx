/** What stands in the place of an answer until it is there, and when it does not come. */
import { Alert, Button } from "antd";
import { useEffect, type ReactNode } from "react";
import { askAgain } from "../api/questions.ts";
import type { Trouble } from "../api/refusal.ts";
import type { Asked } from "../api/use-answer.ts";
import { ViewerDocument } from "../gql/graphql.ts";
import { useWords } from "../i18n/use-words.ts";
import styles from "./answer.module.css";
import { uiWords } from "./words.ts";

interface Props<R> {
  of: Asked<R>;
  children: (data: R) => ReactNode;
}

/** An answer that was there once stays while it is asked again. */
export function Answer<R>({ of, children }: Props<R>): ReactNode {
  const signedOut = of.trouble?.kind === "sign-in";
  useEffect(() => {
    if (signedOut) askAgain(ViewerDocument);
  }, [signedOut]);
  return (
    <>
      {of.trouble && <TroubleAlert trouble={of.trouble} again={of.again} />}
      {of.data !== null ? children(of.data) : of.trouble === null && <Waiting />}
    </>
  );
}

export function Waiting(): ReactNode {
  const say = useWords(uiWords);
  return (
    <div role="status" aria-label={say("loading")} className="waiting">
      <div className={styles.line} />
      <div className={styles.line} />
      <div className={styles.line} />
    </div>
  );
}

export function TroubleAlert({
  trouble,
  again,
}: {
  trouble: Trouble;
  again?: () => void;
}): ReactNode {
  const say = useWords(uiWords);
  const outdated = trouble.kind === "outdated";
  const onward = outdated ? () => window.location.reload() : again;
  return (
    <Alert
      type="error"
      showIcon
      className="trouble"
      title={outdated ? say("outdated") : trouble.message || say("network")}
      description={trouble.requestId && say("requestId", { id: trouble.requestId })}
      action={onward && <Button onClick={onward}>{say(outdated ? "reload" : "again")}</Button>}
    />
  );
}
