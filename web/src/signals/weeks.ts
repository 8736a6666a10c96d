/** A week without a value is unknown: a gap in the line, neither nought nor left out. */

interface Point {
  periodStart: string;
  value: number;
}

export interface Week {
  readonly start: string;
  readonly value: number | null;
}

const A_WEEK = 7;
const SHOWN = 26;

/** Every week from the first point to the last, which come in that order; of those, half a year. */
export function weeksOf(points: readonly Point[]): Week[] {
  const values = new Map(points.map((point) => [point.periodStart, point.value]));
  const last = points.at(-1)?.periodStart ?? "";
  const weeks: Week[] = [];
  for (let start = points[0]?.periodStart ?? "~"; start <= last; start = weekAfter(start)) {
    weeks.push({ start, value: values.get(start) ?? null });
  }
  return weeks.slice(-SHOWN);
}

function weekAfter(start: string): string {
  const day = new Date(`${start}T00:00Z`);
  day.setUTCDate(day.getUTCDate() + A_WEEK);
  return day.toISOString().slice(0, 10);
}
