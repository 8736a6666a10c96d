/** What a connector has found out about a site, as choices for its options. */
import { isRecord, type Suggested } from "./schema-form.tsx";

/** By id, as far as there is one: names change, and are others in each language. */
export function suggestedIn(catalog: unknown): Suggested {
  if (!isRecord(catalog)) return {};
  const fields = named(catalog["numbers"]);
  return {
    ...(fields.length > 0 && { story_points_field: fields }),
    resolved_statuses: named(catalog["resolved"]),
    dropped_resolutions: named(catalog["resolutions"]),
  };
}

/** The resolutions that do not count as resolved, as long as nobody says otherwise. */
export function droppedIn(catalog: unknown): readonly string[] {
  return isRecord(catalog) ? listed(catalog["dropped"]).map(String) : [];
}

function named(value: unknown): readonly { value: string; label: string }[] {
  return listed(value)
    .filter(isRecord)
    .map(({ id, name }) => ({ value: String(id), label: String(name) }));
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
