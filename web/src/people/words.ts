import { words } from "../i18n/words.ts";

export const teamWords = words({
  title: ["My team", "我的团队"],
  none: ["Nobody reports to you today.", "目前没有向您汇报的成员。"],
  next: ["Next", "下一次"],
  last: ["Last", "上一次"],
  never: ["Nothing planned", "暂无安排"],
  notYet: ["None yet", "尚未进行"],
  goals: ["{count:one goal|# goals} under way", "{count} 个进行中的目标"],
  noGoals: ["No goals under way", "暂无进行中的目标"],
  due: ["{what} is due {day}", "{day}前应进行{what}"],
  overdue: ["{what} was due {day}", "{what}已逾期（{day}）"],
  plan: ["Plan a conversation", "发起沟通"],
  planWith: ["Plan a conversation with {name}", "与 {name} 发起沟通"],
  answer: ["Prepare", "准备"],
  answerOn: ["Prepare: {what} with {name}", "准备与 {name} 的{what}"],
});

export const dossierWords = words({
  mine: ["My performance file", "我的绩效档案"],
  since: ["{title} · here since {day}", "{title} · {day} 入职"],
  sinceOnly: ["Here since {day}", "{day} 入职"],
  manager: ["Manager: {name}", "直属上级：{name}"],
  reports: ["Manages:", "下属："],
  toGoals: ["Goals", "目标"],
  toEvidence: ["Work facts", "工作事实"],
  toScorecard: ["Scorecard", "沟通计分卡"],
  timeline: ["What has happened", "时间线"],
  nothing: [
    "Nothing has happened yet, or nothing that is for you to see.",
    "暂无内容，或没有您可查看的内容。",
  ],
  record: ["Record", "沟通记录"],
  goal: ["Goal", "目标"],
  facts: [
    "Facts: {facts} · agreements: {agreements} · actions: {actions}",
    "事实 {facts} · 共识 {agreements} · 行动 {actions}",
  ],
  notForYou: ["Its words are for the two who talked.", "内容仅双方可见。"],
  whoReads: [
    "Records are read by you and the manager who wrote them. HR and administrators see that they exist, not what they say.",
    "沟通记录的内容仅您与撰写者可见；HR 和管理员只能看到记录存在。",
  ],
});
