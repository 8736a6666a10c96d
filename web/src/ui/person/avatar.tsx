import type { ReactNode } from "react";
import styles from "./person.module.css";

const HAN = /^\p{Script=Han}{2,}$/u;
const LOOKS = ["mint", "sand", "sky", "blush", "stone"] as const;

interface Props {
  id: string;
  name: string;
  large?: boolean;
}

/** Stands beside a name that says the same, so it is no text of the page. */
export function Avatar({ id, name, large = false }: Props): ReactNode {
  const look = LOOKS[sumOf(id) % LOOKS.length] ?? "mint";
  const size = large ? styles.large : "";
  return (
    <span
      className={`${styles.avatar} ${styles[look]} ${size}`}
      data-initials={initials(name)}
      aria-hidden="true"
    />
  );
}

/** Chinese names are called by their last two characters, others by their initials. */
export function initials(name: string): string {
  const whole = name.trim();
  if (HAN.test(whole)) return whole.slice(-2);
  const parts = whole.split(/\s+/);
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]];
  return ends.map((part) => [...(part ?? "")][0]?.toUpperCase() ?? "").join("");
}

/** The same person has the same colour everywhere. */
function sumOf(id: string): number {
  return [...id].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0);
}
