/** The week from Monday to Sunday in which today is, by the reader's clock. */
export function thisWeek(now = new Date()): { from: string; until: string } {
  const monday = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7));
  const next = new Date(monday);
  next.setDate(next.getDate() + 7);
  return { from: monday.toISOString(), until: next.toISOString() };
}
