import { words } from "../../i18n/words.ts";

export const jobsWords = words({
  title: ["Failed jobs", "后台任务"],
  what: [
    "Work in the background that Tanlu has tried often enough. It is kept until somebody starts it again.",
    "后台任务多次尝试仍未成功，在有人重新执行之前会一直保留。",
  ],
  list: ["Jobs: {count}", "{count} 个任务"],
  none: [
    "Nothing has failed. Everything in the background went through.",
    "暂无失败的后台任务，后台任务均已完成。",
  ],
  reason: ["What went wrong", "失败原因"],
  attempts: ["Attempts", "尝试次数"],
  died: ["Given up", "停止重试"],
  forSupport: ["For support", "供支持人员查询"],
  retry: ["Start again", "重新执行"],
  retryOf: ["Start again: {name}, given up {died}", "重新执行：{name}（停止重试于 {died}）"],
  retryAll: ["Start all again", "全部重新执行"],
  retryAllWill: [
    "All {count} jobs start again within seconds. What they do twice has its effect once; what fails again comes back here.",
    "{count} 个任务将在数秒内全部重新执行。重复执行不会重复生效；再次失败的任务会回到此列表。",
  ],
  waits: ["Jobs that wait again: {count}.", "{count} 个任务已重新排队。"],
});
