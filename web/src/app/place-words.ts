import { words } from "../i18n/words.ts";

export const placeWords = words({
  workspace: ["Workspace", "工作台"],
  today: ["Today", "今日"],
  inbox: ["Inbox", "收件箱"],
  talks: ["Conversations", "沟通"],
  goals: ["Goals", "目标"],
  team: ["Team", "团队"],
  organisation: ["Organisation", "组织"],
  market: ["Marketplace", "应用市场"],
  settings: ["Settings", "设置"],
  developers: ["Developers", "开发者"],
  waiting: ["waiting", "项待处理"],
});
