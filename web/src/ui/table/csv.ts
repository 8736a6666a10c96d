/** Rows as a file that spreadsheets open, in columns as the table has them. */
import type { Column } from "./column.ts";

/** Excel takes a file for UTF-8 only if it begins so. */
const BOM = "\uFEFF";
/** What a spreadsheet would reckon with instead of showing it. */
const FORMULA = /^[=+\-@\t\r]/;

export function csvOf<T>(
  columns: readonly Pick<Column<T>, "title" | "text">[],
  rows: readonly T[],
): string {
  const written = columns.filter((column) => column.text);
  const lines = [
    written.map((column) => column.title),
    ...rows.map((row) => written.map((column) => column.text?.(row) ?? "")),
  ];
  return BOM + lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
