import { words } from "../../i18n/words.ts";

export const formWords = words({
  found: ["What you had typed here is back, not sent yet.", "已恢复您上次填写但尚未提交的内容。"],
  startOver: ["Start over", "清空重填"],
  notSent: [
    "Your session had ended, so nothing was sent. Please send it again.",
    "此前登录已过期，内容尚未提交，请再次提交。",
  ],
  required: ["Please fill this in", "请填写此项"],
});
