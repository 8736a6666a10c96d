/** What the browser's own field for a day and a time reads and writes: the reader's clock. */

const HALF_AN_HOUR = 30 * 60_000;

/** `2026-11-24T09:30`, as the clock on the wall has it. */
export function localMinute(moment: Date): string {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** The second full half hour from now, so that there is time to get ready. */
export function nextHalfHour(): Date {
  return new Date((Math.floor(Date.now() / HALF_AN_HOUR) + 2) * HALF_AN_HOUR);
}
