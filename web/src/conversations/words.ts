import { words } from "../i18n/words.ts";

export const kindWords = words({
  GOAL: ["Goal conversation", "目标沟通"],
  COACHING: ["Coaching conversation", "绩效辅导（一对一）"],
  EVALUATION: ["Evaluation conversation", "评估沟通"],
});

export const stateWords = words({
  PLANNED: ["No time yet", "待定时间"],
  SCHEDULED: ["Scheduled", "已排期"],
  PREPARING: ["In preparation", "准备中"],
  READY: ["Ready", "准备就绪"],
  IN_PROGRESS: ["Under way", "进行中"],
  HELD: ["Held, not yet recorded", "已沟通，待记录"],
  RECORDED: ["Recorded", "已记录"],
  LOGGED: ["Noted", "已登记"],
  CLOSED: ["Closed", "已完成"],
  CANCELLED: ["Called off", "已取消"],
  MISSED: ["Missed", "已错过"],
  WAIVED: ["Waived", "已免除"],
});

export const talkWords = words({
  with: ["with {name}", "与 {name}"],
  between: ["{subject} with {manager}", "{subject} 与 {manager}"],
  title: ["{kind} {pair}", "{pair} 的{kind}"],
  asked: ["asked for on {day}", "{day}发起"],
  micro: ["A few minutes", "简短沟通"],
  confirm: ["Say that it was held", "确认已进行"],
});
