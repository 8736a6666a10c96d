import { words } from "../i18n/words.ts";

export const shellWords = words({
  product: ["Tanlu", "谈录"],
  skip: ["Skip to the content", "跳到正文"],
  menu: ["Menu", "菜单"],
  places: ["Main", "主导航"],
  language: ["Language", "语言"],
  signOut: ["Sign out", "退出登录"],
  home: ["Home", "首页"],
  team: ["My team", "我的团队"],
  goals: ["My goals", "我的目标"],
  conversations: ["Conversations", "一对一沟通"],
  dossier: ["My performance file", "我的绩效档案"],
  evidence: ["My work facts", "我的工作事实"],
  scorecard: ["My scorecard", "我的沟通计分卡"],
  manager: ["Manager: {name}", "直属上级：{name}"],
  HR: ["HR", "HR"],
  ADMIN: ["Administrator", "管理员"],
  lost: ["There is nothing here", "这里什么也没有"],
  lostWhy: [
    "The address is wrong, or what it led to is not for you to see.",
    "地址有误，或您无权查看其内容。",
  ],
  toHome: ["To the home page", "返回首页"],
  broken: ["This page could not be shown", "页面无法显示"],
  brokenWhy: [
    "Something in the console went wrong, or there is a newer version of it.",
    "控制台出现错误，或已有新版本。",
  ],
});
