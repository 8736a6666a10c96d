import { words } from "../i18n/words.ts";

export const waitingWords = words({
  title: ["Inbox", "收件箱"],
  what: [
    "What waits for your word or your deed, the oldest first.",
    "等待您处理的事项，先到先列。",
  ],
  none: ["Nothing waits for you.", "没有待处理的事项。"],
  toHome: ["To the home page", "返回今日"],
  late: ["Since before today", "今天之前"],
  today: ["Today", "今天"],
  later: ["Within a week", "一周内"],
  recordOf: ["Record of {day}, written by {name}", "{day} 的沟通记录（{name} 撰写）"],
  record: ["Record to be acknowledged", "沟通记录待确认已阅"],
  goal: ["Goal to be confirmed", "目标待双方确认"],
  revision: ["Change to a goal to be confirmed", "目标调整待确认"],
  held: ["Confirm that you have talked", "请确认已谈完"],
  toRecord: ["Record to be written", "沟通记录待撰写"],
  toShare: ["Record to be shared", "沟通记录待共享"],
  since: ["since {day}", "自 {day}"],
  by: ["due {day}", "{day} 截止"],
});
