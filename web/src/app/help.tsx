import type { ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import { barWords } from "./bar-words.ts";
import styles from "./help.module.css";

/** What the keyboard can do here, and who knows more. */
export function Help(): ReactNode {
  const say = useWords(barWords);
  return (
    <div className={styles.help}>
      <strong>{say("keys")}</strong>
      <dl>
        <dt>
          <kbd>⌘K</kbd> / <kbd>Ctrl K</kbd>
        </dt>
        <dd>{say("keySearch")}</dd>
        <dt>
          <kbd>Tab</kbd>
        </dt>
        <dd>{say("keySkip")}</dd>
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>{say("keyClose")}</dd>
      </dl>
      <p>{say("helpWho")}</p>
      <p className="quiet">{say("helpAsk")}</p>
    </div>
  );
}
