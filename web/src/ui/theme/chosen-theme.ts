/** By day or by night: as the reader has chosen, or else as their system is set. */
import { paletteOf, type Theme } from "./palette.ts";

export const CHOICES = ["system", "light", "dark"] as const;
export type Choice = (typeof CHOICES)[number];

const KEPT_AS = "tanlu-theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let current: Choice = kept();
system.addEventListener("change", changed);

export function themeChoice(): Choice {
  return current;
}

export function theme(): Theme {
  if (current !== "system") return current;
  return system.matches ? "dark" : "light";
}

export function chooseTheme(choice: Choice): void {
  current = choice;
  try {
    localStorage.setItem(KEPT_AS, choice);
  } catch {
    // A browser that keeps nothing still looks so until the page is left.
  }
  changed();
}

export function onTheme(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** Puts the colours of the day where the style sheets look for them. */
export function paint(): void {
  const { style } = document.documentElement;
  style.setProperty("color-scheme", theme());
  for (const [name, colour] of Object.entries(paletteOf(theme()))) {
    style.setProperty(`--${name}`, colour);
  }
}

function changed(): void {
  paint();
  for (const tell of listeners) tell();
}

function kept(): Choice {
  try {
    const found = localStorage.getItem(KEPT_AS);
    return CHOICES.find((each) => each === found) ?? "system";
  } catch {
    return "system";
  }
}
