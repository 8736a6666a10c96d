/** One question to the server, by the hash of a document that the build wrote down. */
import type { TypedDocumentString } from "../gql/graphql.ts";
import { language } from "../i18n/language.ts";
import { Trouble, troubleFrom } from "./refusal.ts";

export type Document<R, V> = TypedDocumentString<R, V>;

const ADDRESS = "/graphql";
const HEADERS = {
  Accept: "application/graphql-response+json, application/json;q=0.9",
  "Content-Type": "application/json",
  "X-Requested-With": "tanlu-console",
};

/** The id of a document, by which the server knows its text. */
export function idOf<R, V>(document: Document<R, V>): string {
  return String(document.__meta__?.["hash"]);
}

/** What a question shows something of. */
export function typesIn<R, V>(document: Document<R, V>): readonly string[] {
  return (document.__meta__?.["types"] ?? []) as readonly string[];
}

/** What a deed changes; null where that may be anything. */
export function changesOf<R, V>(document: Document<R, V>): readonly string[] | null {
  return (document.__meta__?.["changes"] ?? null) as readonly string[] | null;
}

/**
 * Rejects with Trouble, and with nothing else.
 *
 * @param once  a deed that is sent again under the same key is answered again, not done again.
 */
export async function ask<R, V>(document: Document<R, V>, variables: V, once?: string): Promise<R> {
  const body = JSON.stringify({ documentId: idOf(document), variables });
  const key = once === undefined ? {} : { "Idempotency-Key": once };
  const headers = { ...HEADERS, ...key, "Accept-Language": language() };
  const sent = { method: "POST", credentials: "same-origin", headers, body } as const;
  const response = await fetch(ADDRESS, sent).catch(() => {
    throw new Trouble("network", "");
  });
  return answerIn<R>(response);
}

async function answerIn<R>(response: Response): Promise<R> {
  const requestId = response.headers.get("x-request-id");
  const told: unknown = await response.json().catch(() => null);
  if (!isAnswer<R>(told)) throw new Trouble("network", "", requestId);
  const [first] = told.errors ?? [];
  if (first) throw troubleFrom(first, requestId);
  if (told.data === undefined || told.data === null) throw new Trouble("network", "", requestId);
  return told.data;
}

interface Answered<R> {
  data?: R | null;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

function isAnswer<R>(told: unknown): told is Answered<R> {
  return typeof told === "object" && told !== null && ("data" in told || "errors" in told);
}
