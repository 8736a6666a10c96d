import { words } from "../i18n/words.ts";

export const nudgeWords = words({
  due: ["by {day}", "{day}前完成"],
  overdue: ["was due {day}", "已逾期（{day}）"],
  prepare: ["Prepare the conversation", "准备沟通"],
  open: ["Open the conversation", "打开沟通"],
  nobody: [
    "Nobody manages {name}. Say who shall talk with them.",
    "{name} 目前没有直属上级，请指定由谁进行沟通。",
  ],
  handed: ["{name} is to hold it.", "将由 {name} 进行。"],
  assign: ["Assign it", "指定"],
  owner: ["Who", "负责人"],
  notNow: ["Not now", "暂不处理"],
  reason: ["Why not now", "暂不处理的原因"],
  save: ["Dismiss", "确认"],
});
