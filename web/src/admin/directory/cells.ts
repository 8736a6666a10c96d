/** Cells between tabs, as a spreadsheet copies them, or between commas, as RFC 4180 has them. */
export function cellsOf(text: string): string[][] {
  const between = separatorIn(text);
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

function separatorIn(text: string): string {
  const [first = ""] = text.split("\n", 1);
  return ["\t", ",", ";"].find((each) => first.includes(each)) ?? ",";
}
