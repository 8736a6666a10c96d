import { Button } from "../../ui/controls.ts";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { DeedAlert } from "../../ui/form/deed-alert.tsx";
import type { Step } from "../../sign-in/second-factor/post.ts";
import { useWords } from "../../i18n/use-words.ts";
import styles from "../../ui/form/ask-first.module.css";
import { uiWords } from "../../ui/words.ts";

interface Props {
  question: string;
  yes: string;
  step: Step;
  run: () => Promise<unknown>;
  close: () => void;
}

/** As `AskFirst`, for a step that is no deed of GraphQL. */
export function Sure({ question, yes, step, run, close }: Props): ReactNode {
  const say = useWords(uiWords);
  const text = useId();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <div
      role="alertdialog"
      aria-labelledby={text}
      className={styles.question}
      onKeyDown={({ key }) => key === "Escape" && close()}
    >
      <p id={text}>{question}</p>
      <DeedAlert of={step} />
      <div className="actions">
        <Button danger type="primary" loading={step.busy} onClick={() => void run()}>
          {yes}
        </Button>
        <Button ref={cancel} onClick={close}>
          {say("cancel")}
        </Button>
      </div>
    </div>
  );
}
