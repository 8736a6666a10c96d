import type { ReactNode } from "react";
import styles from "./chart.module.css";

const WIDTH = 96;
const HEIGHT = 28;
const EDGE = 3;

interface Props {
  /** In the order of time; null where nothing is known, and then the line breaks. */
  values: readonly (number | null)[];
  /** What it shows, with its last value: nobody reads a number off it. */
  label: string;
}

/** How something went, at a glance: straight from point to point, so it shows nothing between. */
export function Sparkline({ values, label }: Props): ReactNode {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (at: number): number =>
    EDGE + (at * (WIDTH - 2 * EDGE)) / Math.max(values.length - 1, 1);
  const y = (value: number): number => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
  };
  const last = values.findLastIndex((value) => value !== null);
  const path = values
    .map((value, at) => {
      if (value === null) return "";
      const begins = at === 0 || values[at - 1] === null;
      return `${begins ? "M" : "L"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
  return (
    <svg
      className={styles.sparkline}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <path d={path} />
      {last >= 0 && <circle cx={x(last)} cy={y(values[last] ?? 0)} r="2.5" />}
    </svg>
  );
}
