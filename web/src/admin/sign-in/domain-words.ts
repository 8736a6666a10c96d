import { words } from "../../i18n/words.ts";

export const domainWords = words({
  title: ["Your e-mail domains", "企业邮箱域名"],
  none: ["None yet.", "尚未添加。"],
  why: [
    "People of a proven domain find your provider by their address, and a verified address of it says who somebody is. The record is looked for once a week, so keep it.",
    "验证域名后，员工输入邮箱即可找到贵公司的登录方式，经身份提供商验证的该域名邮箱可用于识别员工。系统每周复查，请保留记录。",
  ],
  add: ["Add a domain", "添加域名"],
  domain: ["Domain, as after the @", "域名（@ 之后的部分）"],
  open: ["Not proven yet", "待验证"],
  proven: ["Proven", "已验证"],
  lost: ["Record is gone", "记录已消失"],
  enter: [
    "At whoever runs your DNS, add this record, then check.",
    "请在域名 DNS 服务商处添加以下记录，然后检查。",
  ],
  type: ["Type", "类型"],
  name: ["Name", "主机记录"],
  value: ["Value", "记录值"],
  check: ["Check now", "立即检查"],
  checkOf: ["Check now: {domain}", "立即检查：{domain}"],
  checked: ["Checked {when}: the record is there", "{when} 检查：记录有效"],
  problem: ["Checked {when}: {problem}.", "{when} 检查：{problem}。"],
  remove: ["Remove it", "移除"],
  removeOf: ["Remove it: {domain}", "移除：{domain}"],
  removeWill: [
    "Nobody is known by an address of {domain} any more, and it leads nobody here.",
    "{domain} 的邮箱将不再用于识别员工，也不再引导员工登录。",
  ],
});

export const demandWords = words({
  title: ["Second factor for admins and HR", "管理员与 HR 两步验证"],
  on: [
    "Asked of all admins and HR: until they have shown it, they have an employee's rights.",
    "已要求全部管理员和 HR 使用两步验证；验证之前仅有普通员工权限。",
  ],
  off: [
    "Not asked for, except of those who have set one up.",
    "未强制要求；已自行设置的管理员和 HR 登录时仍需验证。",
  ],
  demand: ["Ask it of all", "强制要求"],
  demandWill: [
    "From now on every admin and HR sets one up, or shows it, before their rights count. You need one of your own.",
    "此后管理员和 HR 须先设置并完成两步验证，权限方可生效。您本人须已设置。",
  ],
  stop: ["Ask it no more", "取消强制要求"],
  stopWill: [
    "Whoever has set one up is still asked for it, the others are not.",
    "已设置的人员仍需验证，其他人员不再需要。",
  ],
});
