import { words } from "../i18n/words.ts";

export const closedWords = words({
  title: ["Your private notes are closed for now", "您的私密内容暂未开放"],
  why: [
    "On {when} others restored your account or changed its address. What you wrote before for yourself alone stays closed, so that nobody who comes in under your name reads it. Nothing is lost.",
    "{when}，您的账号由他人恢复或修改了邮箱。为防止他人以您的名义查看，此前仅您自己可见的内容暂时关闭，内容不会丢失。",
  ],
  how: [
    "Show in one of these ways that it is you, and it opens at once:",
    "通过以下任一方式确认是您本人，即可重新打开：",
  ],
  browser: [
    "Sign in once in a browser in which you were signed in before.",
    "在此前登录过的浏览器中重新登录一次。",
  ],
  mail: [
    "Press the link in the mail that went to the address you had before; it is good for thirty days.",
    "点击发送到您原邮箱的确认链接（30 天内有效）。",
  ],
  account: [
    "Sign in with a company account that was linked to you before.",
    "使用此前已关联的企业账号登录。",
  ],
});
