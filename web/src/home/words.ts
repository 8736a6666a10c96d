import { words } from "../i18n/words.ts";

export const homeWords = words({
  morning: ["Good morning, {name}", "{name}，早上好"],
  afternoon: ["Good afternoon, {name}", "{name}，下午好"],
  evening: ["Good evening, {name}", "{name}，晚上好"],
  next: ["Next conversation", "下一次对话"],
  noNext: [
    "Nothing is planned. You may ask for a conversation at any time, for no reason.",
    "暂无安排。您可以随时发起对话，无需理由。",
  ],
  later: ["After that", "之后的对话"],
  unfinished: ["Held, and still to be finished", "已进行、待收尾的对话"],
  nudges: ["What calls for a conversation", "值得谈一谈的事"],
  noNudges: ["Nothing right now.", "目前没有提醒。"],
  shared: ["Records that wait for your word", "等待您回应的绩效记录"],
  sharedLine: ["Record of {day}, written by {name}", "{day} 的绩效记录（{name} 撰写）"],
  mine: ["What you promised", "我的承诺"],
  noMine: ["You owe nobody anything.", "没有未完成的承诺。"],
  theirs: ["What was promised to you", "对我的承诺"],
  noTheirs: ["Nobody owes you anything.", "没有待兑现的承诺。"],
  notices: ["What needs you as an administrator", "需要管理员处理"],
  look: ["Look at it", "查看"],
  since: ["Since {when}", "自 {when} 起"],
  open: ["Open", "打开"],
});
