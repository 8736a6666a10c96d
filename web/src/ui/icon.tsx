import type { ReactNode } from "react";

/** Drawn on a grid of 20, in lines of the text's own colour. */
const PATHS = {
  today: "M3 9.5 10 3.5l7 6V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1Z",
  inbox: "M3 11.5 5.5 4h9L17 11.5V16H3ZM3 11.5h4l1 2h4l1-2h4",
  talk: "M4 4h9a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H8l-3 2.5V12H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM17.500 8v6.500H15L13 17v-2.500h-2",
  goal: "M10 2.500a7.500 7.500 0 1 0 7.500 7.500M10 6.500a3.500 3.500 0 1 0 3.500 3.500M10 10l6.500-6.500M14.500 3.500V5.500H16.500",
  team: "M7 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM1.500 16.500c.5-3 2.500-4.500 5.500-4.500s5 1.500 5.500 4.500M13 9.500a2.500 2.500 0 1 0-.5-5M14.500 12c2.200.3 3.600 1.700 4 4",
  chart: "M3 17V3M3 17h14M6.500 13.500v-3M10 13.500v-7M13.500 13.500v-5",
  file: "M5 2.500h7l3.500 3.500V17.500H5ZM12 2.500V6h3.500M7.500 10h5M7.500 13h5",
  facts: "M3 5.500h2M8 5.500h9M3 10h2M8 10h9M3 14.500h2M8 14.500h9",
  people:
    "M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM3.500 17.500c.6-3.300 2.900-5 6.500-5s5.900 1.700 6.500 5",
  plugin: "M7 3v4M13 3v4M4.500 7h11v3a5.500 5.500 0 0 1-11 0ZM10 15.500V18",
  link: "M8 12l4-4M7 9l-2.500 2.500a3 3 0 0 0 4 4L11 13M13 11l2.500-2.500a3 3 0 0 0-4-4L9 7",
  key: "M7 12.500a3.500 3.500 0 1 0 0-5 3.500 3.500 0 0 0 0 5ZM10 10h7.500v3M14.500 10v2.500",
  audit:
    "M10 2.500 16.500 5v4.500c0 4-2.500 6.500-6.500 8-4-1.500-6.500-4-6.500-8V5ZM7 10l2.200 2.200L13 8",
  job: "M10 6v4l2.500 2.500M10 2.500a7.500 7.500 0 1 0 7.500 7.500M17.500 4v4h-4",
  hook: "M12.500 6.500a3 3 0 1 0-4.200 2.700L5.500 14M9 14h6M15 17a3 3 0 1 0-2.500-5L9.800 7.200M7.500 15.500a3 3 0 1 1-4-3.800",
  lock: "M4.500 9h11v8h-11ZM7 9V6.500a3 3 0 0 1 6 0V9M10 12v2",
  search: "M8.500 14.500a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM13 13l4.500 4.500",
  plus: "M10 4v12M4 10h12",
  help: "M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15ZM8 8a2 2 0 1 1 2.800 1.800c-.6.300-.8.700-.8 1.400M10 14v.1",
  menu: "M3 6h14M3 10h14M3 14h14",
  check: "M4 10.500 8 14.500 16 6",
} as const;

export type IconName = keyof typeof PATHS;

/** Beside a word that says the same. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
