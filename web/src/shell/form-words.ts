import { words } from "../words/words.ts";

export const formWords = words({
  cancel: ["Cancel", "取消"],
  required: ["Please fill this in", "请填写此项"],
});
