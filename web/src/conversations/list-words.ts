import { words } from "../i18n/words.ts";

export const listWords = words({
  title: ["Conversations", "一对一沟通"],
  ahead: ["Ahead", "即将进行"],
  noAhead: ["Nothing is planned.", "暂无安排。"],
  past: ["Past", "过往沟通"],
  noPast: ["None yet.", "尚无记录。"],
  plan: ["Plan a conversation", "发起沟通"],
  log: ["Note a few minutes’ talk", "补记简短沟通"],
  with: ["With whom?", "与谁？"],
  kind: ["What for?", "沟通类型"],
  said: ["What was it about? Both of you read it.", "谈了什么？（双方可见）"],
  save: ["Keep it", "保存"],
});
