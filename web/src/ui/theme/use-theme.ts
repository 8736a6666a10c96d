import { useSyncExternalStore } from "react";
import { onTheme, theme, themeChoice, type Choice } from "./chosen-theme.ts";
import { paletteOf, type Palette, type Theme } from "./palette.ts";

export function useTheme(): Theme {
  return useSyncExternalStore(onTheme, theme);
}

export function useThemeChoice(): Choice {
  return useSyncExternalStore(onTheme, themeChoice);
}

/** For what cannot read CSS: charts. */
export function usePalette(): Palette {
  return paletteOf(useTheme());
}
