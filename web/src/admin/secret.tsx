/** What is shown this once, or only when somebody asks for it. */
import { Button } from "../ui/controls.ts";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import { adminWords } from "./words.ts";

interface Props {
  title: string;
  secret: string;
  /** It can be shown again. */
  kept?: boolean;
  /** What it is good for, and for how long. */
  children?: ReactNode;
  close: () => void;
}

export function Secret({ title, secret, kept = false, children, close }: Props): ReactNode {
  const say = useWords(adminWords);
  const [copied, setCopied] = useState(false);
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <section ref={place} tabIndex={-1} className="secret" aria-label={title}>
      <p>
        <strong>{title}</strong>
      </p>
      {!kept && <p>{say("once")}</p>}
      <code>{secret}</code>
      {children}
      <div className="actions">
        <Button type="primary" onClick={() => void copy()}>
          {say("copy")}
        </Button>
        <Button onClick={close}>{say("done")}</Button>
        <span role="status">{copied && say("copied")}</span>
      </div>
    </section>
  );
}
