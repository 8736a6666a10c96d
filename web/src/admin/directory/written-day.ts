const DAY = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})(?:日|)(?:\s+0?0:00(?::00)?)?$/;
const CLOSE = /^(\d{4})(\d{2})(\d{2})$/;

/** A day as spreadsheets and people write it, as 2026-01-05; null where it is none. */
export function writtenDay(text: string): string | null {
  const [, year = "", month = "", day = ""] = DAY.exec(text) ?? CLOSE.exec(text) ?? [];
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const there = new Date(`${iso}T00:00Z`);
  // The thirty-first of February would otherwise be one in March.
  return !Number.isNaN(there.getTime()) && there.toISOString().startsWith(iso) ? iso : null;
}
