/** The browser's own part: it makes passkeys, and has them sign. */
import { post, type Json } from "./post.ts";

/** Newer than what TypeScript knows of browsers. */
interface Reads {
  parseCreationOptionsFromJSON(options: Json): PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON(options: Json): PublicKeyCredentialRequestOptions;
}

export interface Confirmed {
  recoveryCodes: string[];
}

export async function addPasskey(name: string): Promise<Confirmed> {
  const publicKey = reads().parseCreationOptionsFromJSON(await post<Json>("passkeys/offer"));
  const answer = told(await navigator.credentials.create({ publicKey }));
  return await post<Confirmed>("passkeys/add", { name, answer });
}

export async function confirmByPasskey(): Promise<Confirmed> {
  const publicKey = reads().parseRequestOptionsFromJSON(await post<Json>("passkey/ask"));
  const answer = told(await navigator.credentials.get({ publicKey }));
  return await post<Confirmed>("passkey", { answer });
}

function reads(): Reads {
  return PublicKeyCredential as unknown as Reads;
}

function told(credential: Credential | null): Json {
  return (credential as unknown as { toJSON(): Json }).toJSON();
}
