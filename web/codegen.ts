/** Turns the schema and our documents into types, and the documents into a list to be trusted. */
import type { CodegenConfig } from "@graphql-codegen/cli";
import {
  buildSchema,
  getNamedType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
} from "graphql";
import { readFileSync } from "node:fs";
import { CHANGES } from "./src/api/changes.ts";

const SCHEMA = "../api/schema.graphql";
/** Of these, no page shows anything by itself. */
const FRAMEWORK = /^(Query|Mutation|PageInfo|UserError)$|(Connection|Edge|Payload)$/;

const schema = buildSchema(readFileSync(SCHEMA, "utf8"));

/** What a question shows something of, and what a deed changes, if that is known. */
function about(document: DocumentNode): Record<string, unknown> {
  const [operation] = document.definitions.filter((one) => one.kind === "OperationDefinition");
  if (operation === undefined) return {};
  if (operation.operation === "query") return { types: typesIn(document) };
  const changes = CHANGES[operation.name?.value ?? ""];
  for (const name of changes ?? []) {
    if (!isObjectType(schema.getType(name))) throw new Error(`changes.ts: no type ${name}`);
  }
  return changes === undefined ? {} : { changes };
}

function typesIn(document: DocumentNode): string[] {
  const info = new TypeInfo(schema);
  const met = new Set<string>();
  const field = {
    Field: (): void => {
      const type = info.getType();
      if (type && isObjectType(getNamedType(type))) met.add(getNamedType(type).name);
    },
  };
  visit(document, visitWithTypeInfo(info, field));
  return [...met].filter((name) => !FRAMEWORK.test(name)).sort();
}

const config: CodegenConfig = {
  schema: SCHEMA,
  documents: "src/**/*.graphql",
  ignoreNoDocuments: true,
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: "replaceDocumentWithHash", hashAlgorithm: "sha256" },
        onExecutableDocumentNode: about,
      },
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { ID: "string", Date: "string", DateTime: "string", JSON: "unknown" },
      },
    },
  },
};

export default config;
