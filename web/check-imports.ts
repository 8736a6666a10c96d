/** Run by Node.js: Ant Design is known to `src/ui` alone, which the pages are made of. */
import { globSync, readFileSync } from "node:fs";

const ANTD = /from "(antd|@ant-design)/;

const files = globSync("src/**/*.{ts,tsx}").filter((file) => !file.startsWith("src/ui/"));
const found = files.filter((file) => ANTD.test(readFileSync(file, "utf8")));
console.log(
  found.map((file) => `${file} imports antd: use src/ui`).join("\n") ||
    `${files.length} files know no antd`,
);
process.exitCode = found.length > 0 || files.length === 0 ? 1 : 0;
