/** What a spreadsheet or a CSV file holds, as rows of an import. */
import type { UserError } from "../../api/refusal.ts";
import type { PersonItemInput } from "../../gql/graphql.ts";

export interface Read {
  readonly rows: readonly PersonItemInput[];
  /** By the place of the row: what is wrong before anybody is asked. */
  readonly badDays: ReadonlySet<number>;
  readonly fault: "noColumns" | "noRows" | null;
}

const COLUMNS = ["name", "email", "title", "manager_email", "joined_on"] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readRows(text: string): Read {
  const [head = [], ...lines] = cellsOf(text).filter((line) => line.some((cell) => cell !== ""));
  const named = head.map((cell) => cell.toLowerCase().replaceAll(/[\s-]+/g, "_"));
  if (!named.includes("name") || !named.includes("email")) return none("noColumns");
  if (lines.length === 0) return none("noRows");
  const cell = (line: string[], column: (typeof COLUMNS)[number]): string =>
    line[named.indexOf(column)] ?? "";
  const days = lines.map((line) => cell(line, "joined_on"));
  return {
    rows: lines.map((line) => item((column) => cell(line, column))),
    badDays: new Set(days.flatMap((day, at) => (day === "" || isDay(day) ? [] : [at]))),
    fault: null,
  };
}

/** By the place of the row: what the server finds wrong with it. */
export function faultsByRow(errors: readonly UserError[]): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const { field, message } of errors) {
    const [items, place] = field ?? [];
    if (items !== "items" || place === undefined) continue;
    found.set(Number(place), [...(found.get(Number(place)) ?? []), message]);
  }
  return found;
}

function none(fault: Read["fault"]): Read {
  return { rows: [], badDays: new Set(), fault };
}

function item(cell: (column: (typeof COLUMNS)[number]) => string): PersonItemInput {
  const [title, managerEmail, joinedOn] = [cell("title"), cell("manager_email"), cell("joined_on")];
  return {
    name: cell("name"),
    email: cell("email"),
    ...(title && { title }),
    ...(managerEmail && { managerEmail }),
    ...(isDay(joinedOn) && { joinedOn }),
  };
}

function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text));
}

/** Cells between tabs, as a spreadsheet copies them, or between commas, as RFC 4180 has them. */
function cellsOf(text: string): string[][] {
  const between = text.split("\n", 1)[0]?.includes("\t") ? "\t" : ",";
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${between}\\r\\n"]*)(${between}|\\r?\\n|$)`, "gy");
  const lines: string[][] = [[]];
  for (const [, written = "", end] of text.replace(/^\uFEFF/, "").matchAll(cell)) {
    const plain = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
    lines.at(-1)?.push(plain.trim());
    if (end === "") break;
    if (end !== between) lines.push([]);
  }
  return lines;
}
