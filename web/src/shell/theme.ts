/** How everything looks. Text on its ground has a contrast of 4.5 to 1 or more. */
import type { ThemeConfig } from "antd";

export const INK = "#1c2b2a";
export const QUIET = "#566360";
export const GREEN = "#17635c";
export const AMBER = "#8f4f10";

export const theme: ThemeConfig = {
  hashed: false,
  token: {
    colorPrimary: GREEN,
    colorLink: GREEN,
    colorInfo: GREEN,
    colorSuccess: "#2b6a3a",
    colorWarning: AMBER,
    colorError: "#b3261e",
    colorTextBase: INK,
    colorTextSecondary: QUIET,
    colorTextTertiary: QUIET,
    colorTextDescription: QUIET,
    colorTextPlaceholder: "#6b7774",
    colorBgLayout: "#f6f5f1",
    colorBorderSecondary: "#e6e3da",
    borderRadius: 10,
    borderRadiusLG: 16,
    controlHeight: 38,
    fontSize: 15,
    fontFamily:
      'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  },
  components: { Button: { primaryShadow: "none", defaultShadow: "none" } },
};
