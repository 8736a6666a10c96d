/** The rooms of those who look after a company's Tanlu. Their pages are in `pages.ts` beside. */
import type { Place } from "../shell/places.ts";

export const adminPlaces: readonly Place[] = [];
