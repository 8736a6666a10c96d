import { words } from "../words/words.ts";

export const signInWords = words({
  title: ["Sign in to Tanlu", "登录谈录"],
  claim: ["Performance is a conversation.", "绩效，是一场持续的对话。"],
  company: ["With your company account", "使用企业账号"],
  email: ["Work e-mail address", "工作邮箱"],
  go: ["Continue", "继续"],
  link: ["With a link", "使用登录链接"],
  byLink: [
    "Open the sign-in link that your administrator gave you. It works once.",
    "请打开管理员提供的登录链接，每个链接仅可使用一次。",
  ],
  newLink: [
    "Has it expired? Ask your administrator for a new one.",
    "链接过期？请联系管理员重新获取。",
  ],
});
