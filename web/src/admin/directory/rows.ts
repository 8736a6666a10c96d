/** What a spreadsheet or a CSV file holds, as rows of an import. */
import type { UserError } from "../../api/refusal.ts";
import type { PersonItemInput } from "../../gql/graphql.ts";
import { cellsOf } from "./cells.ts";
import { headingsOf, type Column } from "./headings.ts";
import { writtenDay } from "./written-day.ts";

/** What is wrong before anybody is asked. */
type Fault = "badDay" | "badManager";

export interface Read {
  readonly rows: readonly PersonItemInput[];
  /** By the place of the row. */
  readonly faults: ReadonlyMap<number, readonly Fault[]>;
  /** The columns of which nothing is taken in. */
  readonly ignored: readonly string[];
  readonly fault: "noColumns" | "noRows" | null;
}

const HEADED_BY = 5;

export function readRows(text: string): Read {
  const lines = cellsOf(text).filter((line) => line.some((cell) => cell !== ""));
  // Above the names of the columns, a list may have a title of its own.
  const at = lines.slice(0, HEADED_BY).findIndex((line) => {
    const { places } = headingsOf(line);
    return places.name !== undefined && places.email !== undefined;
  });
  if (at < 0) return none("noColumns");
  const { places, ignored } = headingsOf(lines[at] ?? []);
  const below = lines.slice(at + 1);
  if (below.length === 0) return none("noRows");
  const listed = below.map((line) => cellBy(line, places));
  const addressOf = addressesByName(listed);
  const found = listed.map((cell) => item(cell, addressOf));
  const faulty = found.flatMap(({ faults }, place) =>
    faults.length > 0 ? [[place, faults] as const] : [],
  );
  return { rows: found.map(({ row }) => row), faults: new Map(faulty), ignored, fault: null };
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

type CellOf = (column: Column) => string;

function none(fault: Read["fault"]): Read {
  return { rows: [], faults: new Map(), ignored: [], fault };
}

function cellBy(line: readonly string[], places: Partial<Record<Column, number>>): CellOf {
  return (column) => line[places[column] ?? -1] ?? "";
}

function item(
  cell: CellOf,
  addressOf: (manager: string) => string | null,
): { row: PersonItemInput; faults: Fault[] } {
  const title = cell("title");
  const manager = cell("manager");
  const managerEmail = manager === "" ? null : addressOf(manager);
  const joinedOn = writtenDay(cell("joinedOn"));
  const row = {
    name: cell("name"),
    email: cell("email"),
    ...(title && { title }),
    ...(managerEmail && { managerEmail }),
    ...(joinedOn && { joinedOn }),
  };
  const faults: Fault[] = [];
  if (manager !== "" && managerEmail === null) faults.push("badManager");
  if (cell("joinedOn") !== "" && joinedOn === null) faults.push("badDay");
  return { row, faults };
}

/** Who is named as a manager is found by address, or by a name that one row alone has. */
function addressesByName(listed: readonly CellOf[]): (manager: string) => string | null {
  const known = new Map<string, string[]>();
  for (const cell of listed)
    known.set(cell("name"), [...(known.get(cell("name")) ?? []), cell("email")]);
  return (manager) => {
    if (manager.includes("@")) return manager;
    const [only, another] = known.get(manager) ?? [];
    return another === undefined && only ? only : null;
  };
}
