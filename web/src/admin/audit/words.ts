import { words } from "../../i18n/words.ts";

export const auditWords = words({
  title: ["Audit trail", "审计日志"],
  what: [
    "Who did or read what. Nobody can change an entry or take it away, and every export is noted here as well.",
    "记录谁做了什么、查看了什么。任何人都不能修改或删除记录，每次导出也会记录在此。",
  ],
  list: ["Entries: {count}", "共 {count} 条记录"],
  none: ["No entry fits these conditions.", "没有符合条件的记录。"],
  at: ["When", "时间"],
  network: ["Network", "来源网络"],
  seq: ["No.", "序号"],
  and: [", ", "、"],
  who: ["Who", "操作人"],
  deed: ["What", "操作"],
  about: ["About whom", "涉及员工"],
  since: ["From", "开始日期"],
  until: ["To", "结束日期"],
  period: ["How long entries are kept", "记录保存期限"],
  periodWhy: [
    "Your plan keeps them for {longest} days. You may shorten that, to 180 days at least. What is older is removed within a day.",
    "按贵公司的套餐最长保存 {longest} 天，可以缩短，但不少于 180 天。超过期限的记录将在一天内清理。",
  ],
  days: ["Days", "天数"],
  keep: ["Keep them so long", "更改期限"],
  keepWill: [
    "Entries that are older than {days} days are removed within a day and cannot be had back.",
    "早于 {days} 天的记录将在一天内清理，且无法恢复。",
  ],
  keepLonger: [
    "From now on entries are kept for {days} days. What is gone already does not come back.",
    "此后记录保存 {days} 天，已清理的记录无法恢复。",
  ],
  kept: ["Entries are kept for {days} days.", "当前保存期限：{days} 天。"],
  export: ["Export as CSV", "导出 CSV"],
  through: ["a plugin for {who}", "插件（代表{who}）"],
  byAi: ["Tanlu's AI", "谈录 AI"],
  byOperator: ["Those who run Tanlu", "谈录运维人员"],
  byProgram: ["A program", "程序"],
  byStranger: ["Somebody unknown", "未知人员"],
  bySystem: ["Tanlu", "谈录系统"],
});
