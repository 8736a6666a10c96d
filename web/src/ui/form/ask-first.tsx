/** A deed that is not easily taken back: what will happen is said before it does. */
import { Button } from "antd";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import type { Document } from "../../api/ask.ts";
import { useDeed, type Payloads } from "../../api/use-deed.ts";
import styles from "./ask-first.module.css";
import { DeedAlert } from "./deed-alert.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { uiWords } from "../words.ts";

interface Props<R extends object, V> {
  deed: Document<R, V>;
  variables: V;
  /** What will happen, in a sentence or two. */
  consequence: ReactNode;
  /** Nothing is lost by it. */
  harmless?: boolean;
  /** For those who hear the button without what is around it. */
  label?: string;
  onDone?: (payload: Payloads<R>) => void;
  children: ReactNode;
}

export function AskFirst<R extends object, V>(props: Props<R, V>): ReactNode {
  const [asks, setAsks] = useState(false);
  const [asked, setAsked] = useState(false);
  const { label, harmless = false } = props;
  if (!asks) {
    return (
      <Button
        autoFocus={asked}
        danger={!harmless}
        {...(label && { "aria-label": label })}
        onClick={() => setAsks(true)}
      >
        {props.children}
      </Button>
    );
  }
  const close = (): void => {
    setAsks(false);
    setAsked(true);
  };
  return <Question {...props} close={close} />;
}

function Question<R extends object, V>(props: Props<R, V> & { close: () => void }): ReactNode {
  const say = useWords(uiWords);
  const deed = useDeed(props.deed);
  const text = useId();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const carryOut = async (): Promise<void> => {
    const payload = await deed.run(props.variables);
    if (payload === null) return;
    props.close();
    props.onDone?.(payload);
  };
  return (
    <div
      role="alertdialog"
      aria-labelledby={text}
      className={styles.question}
      onKeyDown={({ key }) => key === "Escape" && props.close()}
    >
      <p id={text}>{props.consequence}</p>
      <DeedAlert of={deed} />
      <div className="actions">
        <Button
          danger={!props.harmless}
          type="primary"
          loading={deed.busy}
          onClick={() => void carryOut()}
        >
          {props.children}
        </Button>
        <Button ref={cancel} onClick={props.close}>
          {say("cancel")}
        </Button>
      </div>
    </div>
  );
}
