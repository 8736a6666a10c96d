import type { ReactNode } from "react";
import styles from "./choices.module.css";

interface Props<T extends string> {
  label: string;
  options: readonly { value: T; name: string; lang?: string }[];
  value: T;
  choose: (value: T) => void;
}

/** One of a few, side by side; holds at once. */
export function Choices<T extends string>({ label, options, value, choose }: Props<T>): ReactNode {
  return (
    <div className={styles.choices} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          {...(option.lang && { lang: option.lang })}
          aria-pressed={option.value === value}
          onClick={() => choose(option.value)}
        >
          {option.name}
        </button>
      ))}
    </div>
  );
}
