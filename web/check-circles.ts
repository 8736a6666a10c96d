/** Run by Node.js: no file imports, types included, what imports it in turn. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const IMPORTED = /(?:^|\s|\()(?:from|import)[\s(]*"(\.[^"]+)"/g;

const importsOf = new Map<string, string[]>();
for (const file of globSync("src/**/*.{ts,tsx}").filter((each) => !each.startsWith("src/gql/"))) {
  const named = [...readFileSync(file, "utf8").matchAll(IMPORTED)].map(([, path]) => path ?? "");
  importsOf.set(
    file,
    named.map((path) => join(dirname(file), path)),
  );
}

const settled = new Set<string>();
const circles: string[] = [];

function follow(file: string, way: string[]): void {
  const met = way.indexOf(file);
  if (met >= 0) {
    circles.push([...way.slice(met), file].join(" → "));
  } else if (!settled.has(file)) {
    for (const next of importsOf.get(file) ?? []) follow(next, [...way, file]);
    settled.add(file);
  }
}

for (const file of importsOf.keys()) follow(file, []);
console.log(circles.join("\n") || `${importsOf.size} files, no circle`);
process.exitCode = circles.length > 0 || importsOf.size === 0 ? 1 : 0;
