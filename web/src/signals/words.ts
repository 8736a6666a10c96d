import { words } from "../i18n/words.ts";

export const evidenceWords = words({
  mine: ["My work facts", "我的工作事实"],
  of: ["Work facts of {name}", "{name} 的工作事实"],
  whoReads: [
    "All that Tanlu has read about you, and where it is from. You see whatever a manager or HR sees; the content itself stays over there.",
    "谈录读取到的所有关于您的信息及其来源。管理者和 HR 能看到的，您也都能看到；原始内容仍保留在来源系统中。",
  ],
  seesToo: [
    "All that Tanlu has read about {name}, and where it is from. {name} sees the same.",
    "谈录读取到的所有关于 {name} 的信息及其来源，{name} 本人看到的内容相同。",
  ],
  metrics: ["Numbers, week by week", "每周指标"],
  noMetrics: ["No numbers have been reported.", "暂无指标数据。"],
  fromSource: ["{unit} · from {source}", "{unit} · 来源：{source}"],
  week: ["Week of", "周"],
  value: ["Value", "数值"],
  asTable: ["As a table", "以表格查看"],
  chart: ["{name}, week by week", "{name}的每周走势"],
  events: ["What was done", "工作记录"],
  noEvents: ["Nothing has been read about this person.", "暂无读取到的记录。"],
  total: ["{count} in all", "共 {count} 条"],
  source: ["Where from", "来源"],
  allSources: ["From everywhere", "全部来源"],
  read: ["read {day}", "读取于 {day}"],
  outOfSight: ["no longer to be seen there since {day}", "自 {day} 起在对方系统中不可见"],
});
