import { useLanguage } from "./use-words.ts";

export interface Dates {
  /** 26 Nov, Thu; with the year if it is another one. */
  day(iso: string): string;
  /** A day and the time of it, as the reader's clock has it. */
  moment(iso: string): string;
  /** The time of a moment alone. */
  time(iso: string): string;
  /** A moment and, if it is known, when it ends. */
  span(start: string, end: string | null): string;
  number(value: number): string;
  percent(share: number): string;
}

const TIME = { hour: "2-digit", minute: "2-digit", hour12: false } as const;

/** Dates and numbers as the reader's language writes them. */
export function useDates(): Dates {
  const language = useLanguage();
  const written = (date: Date, style: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(language, style).format(date);
  const day = (date: Date): string => written(date, dayStyle(date));
  const moment = (date: Date): string => written(date, { ...dayStyle(date), ...TIME });
  return {
    day: (iso) => day(dayOf(iso)),
    time: (iso) => written(new Date(iso), TIME),
    moment: (iso) => moment(new Date(iso)),
    span: (start, end) => {
      const began = moment(new Date(start));
      return end === null ? began : `${began}–${written(new Date(end), TIME)}`;
    },
    number: (value) => new Intl.NumberFormat(language).format(value),
    percent: (share) =>
      new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share),
  };
}

/** `2026-11-24` is that day everywhere, not a moment in Greenwich. */
function dayOf(iso: string): Date {
  return new Date(iso.length === 10 ? `${iso}T00:00` : iso);
}

function dayStyle(date: Date): Intl.DateTimeFormatOptions {
  const style = { month: "short", day: "numeric", weekday: "short" } as const;
  return date.getFullYear() === new Date().getFullYear() ? style : { ...style, year: "numeric" };
}

/** Today here, as `2026-11-24`, and so many days later. */
export function isoDay(daysFromToday = 0): string {
  const day = new Date();
  day.setDate(day.getDate() + daysFromToday);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
