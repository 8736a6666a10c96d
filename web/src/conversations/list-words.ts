import { words } from "../i18n/words.ts";

export const listWords = words({
  title: ["Conversations", "绩效对话"],
  ahead: ["Ahead", "即将进行"],
  noAhead: ["Nothing is planned.", "暂无安排。"],
  past: ["Past", "过往对话"],
  noPast: ["None yet.", "尚无记录。"],
  plan: ["Plan a conversation", "发起对话"],
  log: ["Note a few minutes’ talk", "登记微对话"],
  with: ["With whom?", "与谁？"],
  kind: ["What for?", "对话类型"],
  said: ["What was it about? Both of you read it.", "谈了什么？（双方可见）"],
  save: ["Keep it", "保存"],
});
