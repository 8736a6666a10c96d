import { words } from "../i18n/words.ts";

export const signInWords = words({
  title: ["Sign in to Tanlu", "登录谈录"],
  claim: ["Performance is a conversation.", "绩效，是一场持续的对话。"],
  email: ["Work e-mail address", "工作邮箱"],
  link: ["Send me a sign-in link", "发送登录链接"],
  byLink: [
    "The link comes by mail and works once, within 15 minutes.",
    "链接将通过邮件发送，15 分钟内有效，仅可使用一次。",
  ],
  ended: ["Your session has ended", "登录已过期"],
  keptWhile: [
    "Sign in again in the tab that opens, then come back here. What you typed is still on this page.",
    "请在新打开的标签页中重新登录，然后返回此页。您填写的内容仍保留在本页。",
  ],
  goOn: ["I have signed in: go on", "已重新登录，继续"],
  companies: ["Switch to", "切换企业"],
  company: ["Sign in with my company account", "使用企业账号登录"],
});
