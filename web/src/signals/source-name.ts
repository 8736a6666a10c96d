/** Systems by the names they have for people. */
const NAMES: Readonly<Record<string, string>> = { jira: "Jira" };

export function sourceName(source: string): string {
  return NAMES[source] ?? source;
}
