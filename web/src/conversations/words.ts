import { words } from "../i18n/words.ts";

export const kindWords = words({
  GOAL: ["Goal conversation", "绩效目标对话"],
  COACHING: ["Coaching conversation", "绩效辅导对话"],
  EVALUATION: ["Evaluation conversation", "绩效考核对话"],
});

export const stateWords = words({
  PLANNED: ["No time yet", "待定时间"],
  SCHEDULED: ["Scheduled", "已排期"],
  PREPARING: ["In preparation", "准备中"],
  READY: ["Ready", "准备就绪"],
  IN_PROGRESS: ["Under way", "进行中"],
  HELD: ["Held, not yet recorded", "已进行，待记录"],
  RECORDED: ["Recorded", "已记录"],
  LOGGED: ["Noted", "已登记"],
  CLOSED: ["Closed", "已关闭"],
  CANCELLED: ["Called off", "已取消"],
  MISSED: ["Missed", "已错过"],
  WAIVED: ["Waived", "已豁免"],
});

export const talkWords = words({
  with: ["with {name}", "与 {name}"],
  between: ["{subject} with {manager}", "{subject} 与 {manager}"],
  title: ["{kind} {pair}", "{pair} 的{kind}"],
  asked: ["asked for on {day}", "{day}发起"],
  micro: ["A few minutes", "微对话"],
  confirm: ["Say that it was held", "确认已进行"],
});
