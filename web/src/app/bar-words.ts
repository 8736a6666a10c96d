import { words } from "../i18n/words.ts";

export const barWords = words({
  new: ["New", "新建"],
  inbox: ["Inbox", "收件箱"],
  inboxOf: ["Inbox, {count} waiting", "收件箱，{count} 项待处理"],
  help: ["Help", "帮助"],
  accountOf: ["Account of {name}", "{name}的账号"],
  search: ["Search", "搜索"],
  searchWhat: ["Search people, goals, conversations", "搜索员工、目标、沟通"],
  typeHere: ["Type a name, a goal or a page", "输入姓名、目标或页面名称"],
  noHit: ["Nothing by that name.", "没有找到相关内容。"],
  pages: ["Pages", "页面"],
  begin: ["Begin", "操作"],
  people: ["People", "员工"],
  goals: ["Goals", "目标"],
  talks: ["Conversations", "沟通"],
  keys: ["Keyboard", "键盘操作"],
  keySearch: ["Search, and go anywhere", "搜索并前往任意页面"],
  keySkip: ["First stop: skip to the content", "首次按下：跳到正文"],
  keyClose: ["Close what is open", "关闭当前窗口"],
  helpWho: [
    "Questions about your goals and conversations: ask your manager or HR.",
    "关于目标与沟通的问题，请咨询直属上级或 HR。",
  ],
  helpAsk: [
    "About signing in and accounts: ask your administrator.",
    "关于登录与账号的问题，请联系管理员。",
  ],
});
