import { words } from "../i18n/words.ts";

export const beginWords = words({
  plan: ["Ask for a conversation", "发起沟通"],
  log: ["Record a short conversation", "补记简短沟通"],
  goal: ["New goal", "新建目标"],
  person: ["Add somebody", "添加员工"],
});
