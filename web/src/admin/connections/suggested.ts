/** What a connector has found out about a site, as choices for its options. */
import { isRecord, type Suggested } from "./schema-form.tsx";

export function suggestedIn(catalog: unknown): Suggested {
  if (!isRecord(catalog)) return {};
  const numbers = listed(catalog["numbers"]).filter(isRecord);
  const fields = numbers.map(({ id, name }) => ({ value: String(id), label: String(name) }));
  const statuses = listed(catalog["resolved"]).map((name) => String(name));
  return {
    ...(fields.length > 0 && { story_points_field: fields }),
    resolved_statuses: statuses.map((name) => ({ value: name, label: name })),
  };
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
