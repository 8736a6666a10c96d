import type { ReactNode } from "react";
import styles from "./chart.module.css";

const RADIUS = 18;
const ROUND = 2 * Math.PI * RADIUS;

interface Props {
  /** From 0 to 1; null where it is unknown. */
  share: number | null;
  /** In the middle of it, as the reader's language writes it. */
  text: string;
  label: string;
}

/** How much of something is done. */
export function Ring({ share, text, label }: Props): ReactNode {
  const filled = Math.min(Math.max(share ?? 0, 0), 1) * ROUND;
  return (
    <svg className={styles.ring} width="48" height="48" viewBox="0 0 48 48">
      <title>{label}</title>
      <circle cx="24" cy="24" r={RADIUS} className={styles.track} />
      <circle
        cx="24"
        cy="24"
        r={RADIUS}
        className={styles.arc}
        strokeDasharray={`${filled} ${ROUND}`}
        transform="rotate(-90 24 24)"
      />
      <text x="24" y="24">
        {text}
      </text>
    </svg>
  );
}
