import { words } from "../words/words.ts";

export const nudgeWords = words({
  due: ["by {day}", "{day}前完成"],
  overdue: ["was due {day}", "已逾期（{day}）"],
  prepare: ["Prepare the conversation", "准备对话"],
  open: ["Open the conversation", "打开对话"],
  notNow: ["Not now", "暂不处理"],
  reason: ["Why not now", "暂不处理的原因"],
  save: ["Put it away", "确认"],
  about: ["Nudge about {name}", "关于 {name} 的提醒"],
});
