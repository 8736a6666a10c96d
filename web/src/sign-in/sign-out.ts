import { dropDrafts } from "../ui/form/draft.ts";

/** Ends the session here and on the server. A page that is left knows nothing any more. */
export async function signOut(): Promise<void> {
  const headers = { "X-Requested-With": "tanlu-console" };
  await fetch("/sign-out", { method: "POST", credentials: "same-origin", headers });
  dropDrafts();
  window.location.assign("/sign-in");
}
