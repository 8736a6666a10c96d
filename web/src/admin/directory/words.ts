import { words } from "../../words/words.ts";

export const directoryWords = words({
  title: ["People", "员工"],
  count: ["People: {count}", "共 {count} 人"],
  find: ["Find by name", "按姓名查找"],
  none: ["Nobody by that name.", "没有符合条件的员工。"],
  add: ["Add somebody", "添加员工"],
  import: ["Import a list", "批量导入"],
  name: ["Name", "姓名"],
  email: ["E-mail address", "邮箱"],
  position: ["Title (if any)", "职位（选填）"],
  joinedOn: ["Joined on", "入职日期"],
  managerField: ["Manager (if any)", "上级（选填）"],
  manager: ["Manager: {name}", "上级：{name}"],
  noManager: ["No manager", "暂无上级"],
  left: ["Left {day}", "{day} 离职"],
  leaves: ["Leaves {day}", "将于 {day} 离职"],
  new: ["Has never signed in", "尚未登录"],
  save: ["Save", "保存"],
  about: ["About", "基本信息"],
  joined: ["Here since {day}", "{day} 入职"],
  saved: ["Saved.", "已保存。"],
});

export const personWords = words({
  back: ["All people", "全部员工"],
  line: ["Who manages them", "汇报关系"],
  noLine: ["Nobody has managed them so far.", "尚无汇报关系。"],
  since: ["since {from}", "自 {from} 起"],
  between: ["{from} until {to}", "{from} 至 {to}"],
  from: ["from {from}", "{from} 起生效"],
  newManager: ["Change the manager", "调整上级"],
  managerOrNone: ["Manager (empty: nobody)", "上级（留空表示无上级）"],
  effective: ["Holds from", "生效日期"],
  effectiveWhy: [
    "From that day, goals and conversations are the new manager's. What was before stays as it was.",
    "自该日起，目标与对话由新上级负责；此前的内容保持不变。",
  ],
  roles: ["Roles", "角色"],
  rolesWhy: [
    "Nobody needs a role for their own work or their own team. Changes hold within seconds.",
    "处理本人和本团队的工作无需角色。调整后数秒内生效。",
  ],
  ADMIN: [
    "Administrator: settings, people, connections; not what is said in conversations",
    "管理员：管理设置、员工与连接，但看不到对话内容",
  ],
  HR: [
    "HR: people, policy, and that conversations happen",
    "人力资源：管理员工与制度，了解对话是否进行",
  ],
  rolesByAdmins: ["Only administrators give and take roles.", "只有管理员可以授予或收回角色。"],
  noRole: ["None", "无"],
  signIn: ["Signing in", "登录"],
  signInWhy: [
    "{name} has never signed in. A link lets them in once, within 15 minutes; send it to nobody else.",
    "{name} 尚未登录。登录链接 15 分钟内有效，仅可使用一次，请只发送给本人。",
  ],
  signedIn: [
    "{name} has signed in, so nobody can make a link in their name any more.",
    "{name} 已登录过，他人不能再以其名义生成登录链接。",
  ],
  invite: ["Make a sign-in link", "生成登录链接"],
  link: ["Sign-in link for {name}", "{name} 的登录链接"],
  leave: ["Leaving", "离职"],
  lastDay: ["First day they no longer work here", "离职生效日期"],
  leaveDo: ["End the employment", "办理离职"],
  leaveWill: [
    "From {day}, {name} has no manager and manages nobody; left without a manager: {count}. They can no longer sign in. Records stay.",
    "自 {day} 起，{name} 不再有上级，也不再管理任何人，{count} 人将失去上级；本人无法再登录，已有记录保留。",
  ],
  correctDo: ["Correct the day", "更正离职日期"],
  correctWill: [
    "{name} leaves on {day} instead. Reporting lines that end because of it end on that day.",
    "{name} 的离职日期将更正为 {day}，因离职而结束的汇报关系也随之调整。",
  ],
  rehire: ["Coming back", "重新入职"],
  firstDay: ["First day they work here again", "重新入职日期"],
  rehireDo: ["Take back", "办理重新入职"],
  rehireWill: [
    "From {day}, {name} works here again and can sign in, without a manager and without roles until they are given. Earlier records stay theirs.",
    "自 {day} 起，{name} 重新入职并可登录；上级和角色需另行指定，原有记录仍归本人。",
  ],
  stayWill: [
    "{name} does not leave: reporting lines go on as before. Roles have to be given again.",
    "{name} 取消离职，汇报关系照旧；角色需重新授予。",
  ],
});

export const importWords = words({
  title: ["Import people", "批量导入员工"],
  how: [
    "Paste rows from a spreadsheet, or choose a CSV file. The first row names the columns: name, email, title, manager_email, joined_on. Only name and email are needed. People are known by their e-mail address; who is here already is updated.",
    "从表格中粘贴，或选择 CSV 文件。首行为列名：name、email、title、manager_email、joined_on，其中 name 和 email 必填。系统按邮箱识别员工，已有员工将被更新。",
  ],
  rows: ["Rows", "内容"],
  file: ["Choose a CSV file", "选择 CSV 文件"],
  example: ["Put in an example", "填入示例"],
  check: ["Check the rows", "检查内容"],
  row: ["Row", "行"],
  name: ["Name", "姓名"],
  email: ["E-mail", "邮箱"],
  position: ["Title", "职位"],
  manager: ["Manager's e-mail", "上级邮箱"],
  joinedOn: ["Joined on", "入职日期"],
  finding: ["What is wrong", "问题"],
  noColumns: [
    "The first row must name the columns, with name and email among them.",
    "首行必须为列名，且包含 name 和 email。",
  ],
  noRows: ["There is no row below the names of the columns.", "列名之后没有任何内容。"],
  badDay: ["Write the day as 2026-11-24.", "日期格式应为 2026-11-24。"],
  faulty: [
    "Rows with something wrong: {count}. Mend them above, then check again.",
    "{count} 行存在问题，请在上方修改后重新检查。",
  ],
  fine: [
    "All {count} rows can be imported: {created} new, {updated} updated, {unchanged} as they are.",
    "{count} 行均可导入：新增 {created}，更新 {updated}，无变化 {unchanged}。",
  ],
  import: ["Import {count} people", "导入 {count} 人"],
  done: [
    "Imported: {created} new, {updated} updated, {unchanged} as they were; managers changed for {managers}.",
    "导入完成：新增 {created}，更新 {updated}，无变化 {unchanged}；{managers} 人的上级有变化。",
  ],
  preview: ["Preview", "预览"],
  shown: ["The first {count} rows, the faulty ones first.", "显示前 {count} 行，有问题的在前。"],
});
