import { words } from "../words/words.ts";

export const signInWords = words({
  title: ["Sign in to Tanlu", "登录谈录"],
  claim: ["Performance is a conversation.", "绩效，是一场持续的对话。"],
  byLink: [
    "Open the sign-in link that your administrator sent you. It works once.",
    "请打开管理员发给您的登录链接，每个链接仅可使用一次。",
  ],
  newLink: [
    "Has it expired? Ask your administrator for a new one.",
    "链接过期？请联系管理员重新获取。",
  ],
});
