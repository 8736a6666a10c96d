import { useId, useState, type ReactNode } from "react";
import { useWords } from "../../i18n/use-words.ts";
import { uiWords } from "../words.ts";
import styles from "./file-field.module.css";

interface Props {
  label: string;
  /** As the browser's own field takes it: endings and types. */
  accept: string;
  onFile: (file: File) => void;
}

/** A file, chosen in the reader's language and not in the browser's. */
export function FileField({ label, accept, onFile }: Props): ReactNode {
  const say = useWords(uiWords);
  const field = useId();
  const [name, setName] = useState<string | null>(null);
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    setName(file.name);
    onFile(file);
  };
  return (
    <div className={styles.field}>
      <input
        id={field}
        type="file"
        accept={accept}
        aria-label={label}
        onChange={({ target }) => take(target.files?.[0])}
      />
      <label htmlFor={field}>{say("pickFile")}</label>
      <span className="quiet">{name ?? say("noFile")}</span>
    </div>
  );
}
