/** How Ant Design looks: our palette, in its words. */
import { theme as algorithms, type ThemeConfig } from "antd";
import { paletteOf, type Theme } from "./palette.ts";

export function antdTheme(theme: Theme): ThemeConfig {
  const colours = paletteOf(theme);
  return {
    hashed: false,
    algorithm: theme === "dark" ? algorithms.darkAlgorithm : algorithms.defaultAlgorithm,
    token: {
      colorPrimary: colours.green,
      colorLink: colours.green,
      colorInfo: colours.green,
      colorSuccess: theme === "dark" ? colours.green : "#2b6a3a",
      colorWarning: colours.amber,
      colorError: colours.rose,
      colorTextLightSolid: colours["on-green"],
      colorText: colours.ink,
      colorTextSecondary: colours.quiet,
      colorTextTertiary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: colours.hint,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.raised,
      colorBgElevated: colours.raised,
      colorBorder: colours.axis,
      colorBorderSecondary: colours.line,
      borderRadius: 10,
      borderRadiusLG: 16,
      controlHeight: 38,
      fontSize: 14,
      fontFamily: "var(--font)",
    },
    components: { Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" } },
  };
}
