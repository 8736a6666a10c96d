/**
 * Run by Node.js: Ant Design is known to `src/ui` alone, which the pages are made of. The files
 * that know it besides are listed, and the list only shrinks.
 */
import { globSync, readFileSync } from "node:fs";

const LIST = "antd-outside-ui.txt";

const allowed = new Set(readFileSync(LIST, "utf8").split("\n").filter(Boolean));
const met = globSync("src/**/*.{ts,tsx}").filter(
  (file) =>
    !file.startsWith("src/ui/") && /from "(antd|@ant-design)/.test(readFileSync(file, "utf8")),
);
const found = [
  ...met.filter((file) => !allowed.has(file)).map((file) => `${file} imports antd: use src/ui`),
  ...[...allowed].filter((file) => !met.includes(file)).map((file) => `${LIST}: take out ${file}`),
];
console.log(found.join("\n") || `${met.length} files outside src/ui import antd`);
process.exitCode = found.length > 0 ? 1 : 0;
