import { words } from "../../i18n/words.ts";

export const personSessionWords = words({
  title: ["Signed in", "登录会话"],
  none: ["Not signed in anywhere.", "目前没有登录会话。"],
  facts: ["Since {since} · last seen {seen}", "登录于 {since} · 最近使用 {seen}"],
  tokensToo: ["Revoke their access tokens as well", "同时吊销其访问令牌"],
  end: ["Sign out everywhere", "结束全部会话"],
  endWill: [
    "{name} is signed out in every browser within five seconds, and can sign in again.",
    "{name} 将在五秒内退出所有浏览器的登录，之后可以重新登录。",
  ],
  endWillTokens: [
    "{name} is signed out in every browser within five seconds, and programs that use their access tokens stop working.",
    "{name} 将在五秒内退出所有浏览器的登录，使用其访问令牌的程序也将停止工作。",
  ],
});
