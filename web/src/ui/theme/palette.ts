/** Every colour of the console, once: as it is by day and by night. CSS knows them as `--name`. */

export type Theme = "light" | "dark";

/** Text on its ground has a contrast of 4.5 to 1 or more, in both themes. */
const COLOURS = {
  ground: ["#f6f5f1", "#121716"],
  paper: ["#fffefb", "#1b2221"],
  raised: ["#ffffff", "#242c2a"],
  line: ["#e6e3da", "#313a38"],
  edge: ["#8b9591", "#76827e"],
  axis: ["#d8d4c8", "#414b48"],
  ink: ["#1c2b2a", "#e6eae6"],
  quiet: ["#566360", "#a6b2ae"],
  hint: ["#6b7774", "#8e9a96"],
  green: ["#17635c", "#7fc8bb"],
  "on-green": ["#ffffff", "#0d211e"],
  mint: ["#e4efec", "#1f3733"],
  "mint-line": ["#8db8ae", "#48766d"],
  amber: ["#8f4f10", "#e8b678"],
  gold: ["#c58a3c", "#c99a55"],
  sand: ["#f8edda", "#352a19"],
  "sand-line": ["#ecd9b6", "#5b4727"],
  rose: ["#a3281f", "#f3a097"],
  blush: ["#fbe9e6", "#3f2321"],
  blue: ["#27598c", "#97c1ec"],
  sky: ["#e6eef7", "#1d2d3e"],
  stone: ["#eceae3", "#2c3532"],
  "on-stone": ["#4c5855", "#bcc7c3"],
  "hero-from": ["#17635c", "#164b46"],
  "hero-to": ["#1f4e57", "#173c45"],
  "on-hero": ["#f4f8f6", "#eef4f1"],
  "on-hero-quiet": ["#cfe5df", "#c3dbd5"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type Palette = Readonly<Record<keyof typeof COLOURS, string>>;

export function paletteOf(theme: Theme): Palette {
  const place = theme === "light" ? 0 : 1;
  const entries = Object.entries(COLOURS).map(([name, pair]) => [name, pair[place]]);
  return Object.fromEntries(entries) as Palette;
}
