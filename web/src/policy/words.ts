import { words } from "../i18n/words.ts";

export const touchpointWords = words({
  GOAL_CLARIFICATION: ["A goal clarification", "目标澄清"],
  COACHING: ["A coaching conversation", "绩效辅导（一对一）"],
  RETRO: ["A look back", "复盘沟通"],
});
