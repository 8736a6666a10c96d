import { words } from "../words/words.ts";

export const formWords = words({
  cancel: ["Cancel", "取消"],
  found: ["What you had typed here is back, not sent yet.", "已恢复您上次填写但尚未提交的内容。"],
  startOver: ["Start over", "清空重填"],
  required: ["Please fill this in", "请填写此项"],
});
