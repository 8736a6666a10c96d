import { words } from "../i18n/words.ts";

export const firstDayWords = words({
  title: ["The first day: {done} of {all} done", "首日设置：已完成 {done}/{all}"],
  done: ["done", "已完成"],
  people: ["Bring your people in", "导入员工"],
  peopleWhy: ["From a list, with who manages whom.", "通过名单批量导入，并设置直属上级。"],
  invite: ["Invite them", "邀请员工"],
  inviteWhy: ["Each gets a mail with a link.", "每位员工会收到含链接的邮件。"],
  signIn: ["Set up single sign-on", "设置单点登录（SSO）"],
  signInWhy: ["People come in by the accounts they have.", "员工使用已有的企业账号登录。"],
  connect: ["Connect where the work is", "连接工作数据"],
  connectWhy: [
    "So that conversations stand on what was really done.",
    "让沟通以实际发生的工作为基础。",
  ],
});
