import { words } from "../words/words.ts";

export const signInWords = words({
  title: ["Sign in to Tanlu", "登录谈录"],
  claim: ["Performance is a conversation.", "绩效，是一场持续的对话。"],
  email: ["Work e-mail address", "工作邮箱"],
  link: ["Send me a sign-in link", "发送登录链接"],
  byLink: [
    "The link comes by mail and works once, within 15 minutes.",
    "链接将通过邮件发送，15 分钟内有效，仅可使用一次。",
  ],
  companies: ["Switch to", "切换企业"],
  company: ["Sign in with my company account", "使用企业账号登录"],
});
