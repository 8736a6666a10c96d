/** How the console is built: one page, hashed files, each beside its compressed self. */
import react from "@vitejs/plugin-react";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const OUT = "dist";
const DOCUMENTS = "src/gql/persisted-documents.json";
/** The server puts one of its own in the place of this into every page it hands out. */
const NONCE = "__nonce__";

/** The documents that the server trusts, and what it sends to browsers that unpack. */
function finished(): Plugin {
  return {
    name: "finished",
    closeBundle() {
      writeFileSync(join(OUT, "documents.json"), readFileSync(DOCUMENTS));
      for (const name of readdirSync(join(OUT, "assets"))) {
        const path = join(OUT, "assets", name);
        const content = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(content));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), finished()],
  html: { cspNonce: NONCE },
  build: {
    outDir: OUT,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
});
