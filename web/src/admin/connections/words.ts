import { words } from "../../words/words.ts";

export const connectionWords = words({
  title: ["Connections", "数据连接"],
  what: [
    "Other systems whose facts Tanlu reads, so that conversations start from what happened.",
    "谈录从这些系统读取事实，让对话以实际发生的工作为基础。",
  ],
  list: ["Connected systems", "已连接的系统"],
  none: ["Nothing is connected yet.", "尚未连接任何系统。"],
  connect: ["Connect a system", "连接系统"],
  back: ["All connections", "全部连接"],
  PENDING: ["Not yet connected", "待连接"],
  CONNECTED: ["Works", "正常"],
  DEGRADED: ["Has trouble, goes on trying", "异常，重试中"],
  REAUTH_REQUIRED: ["Needs you", "需要重新授权"],
  DISCONNECTED: ["Disconnected", "已断开"],
  read: ["{count} pieces of work read", "已读取 {count} 项工作"],
});

export const connectWords = words({
  system: ["System", "系统"],
  way: ["How?", "连接方式"],
  missing: ["Not possible yet: {missing}", "暂不可用：{missing}"],
  name: ["Name, for you to know it by", "名称（便于识别）"],
  go: ["Connect", "连接"],
  goAndConsent: ["Go there and consent", "前往授权"],
  secretKept: ["Kept sealed, and never shown again.", "加密保存，不再显示。"],
});

export const stateWords = words({
  how: ["How it goes", "运行情况"],
  waits: ["It waits for somebody to consent at the other system.", "等待在对方系统中完成授权。"],
  looking: ["It is being looked at; this page says how that went.", "正在检查，结果将显示在本页。"],
  trouble: ["{error} (since {since})", "{error}（自 {since} 起）"],
  checked: ["Looked at", "最近检查"],
  synced: ["Read", "最近读取"],
  heard: ["Told us of changes", "最近收到变更通知"],
  hooks: ["Tells us until", "变更通知有效至"],
  paused: ["Waits until", "暂停至"],
  never: ["Not yet", "尚未"],
  backfill: ["First reading: {read} of {expected}", "首次读取：{read} / {expected}"],
  counting: ["First reading: {read} so far", "首次读取：已读取 {read} 项"],
  complete: [
    "First reading done {when}: {read} pieces of work",
    "首次读取已于 {when} 完成，共 {read} 项工作",
  ],
  progress: ["How far the first reading is", "首次读取进度"],
  budget: ["Asked of the system this hour", "本小时请求用量"],
  points: ["{mine} points, of {all} by all companies", "{mine} 点（全部企业共 {all} 点）"],
  test: ["Test it", "测试连接"],
  sync: ["Read now", "立即读取"],
  consent: ["Consent again", "重新授权"],
  consentFirst: ["Go there and consent", "前往授权"],
  again: ["Fill it in again", "重新填写"],
  save: ["Save and test", "保存并测试"],
  disconnect: ["Disconnect it", "断开连接"],
  disconnectWill: [
    "Nothing more is read from {name}, and its secrets are forgotten here. What was read stays. To read on, connect it anew.",
    "将不再读取 {name}，并删除其密钥；已读取的内容保留。如需继续，须重新连接。",
  ],
  hook: ["Changes at once", "实时通知"],
  hookWhy: [
    "Enter this address and secret as a webhook over there, and changes arrive within seconds.",
    "在对方系统中将此地址与密钥设为 Webhook，变更数秒内即可送达。",
  ],
  reveal: ["Show address and secret", "显示地址与密钥"],
  hookSecret: ["Webhook of {name}", "{name} 的 Webhook"],
  hookUrl: ["Address: {url}", "地址：{url}"],
});

export const sourceWords = words({
  sites: ["Which site?", "选择站点"],
  sitesWhy: [
    "Your consent covers several. One connection reads one of them.",
    "您的授权包含多个站点，每个连接读取其中一个。",
  ],
  site: ["Read from {name}", "读取 {name}"],
  title: ["What is read", "读取范围"],
  none: [
    "What there is to read is known once the connection works.",
    "连接成功后即可选择读取范围。",
  ],
  PROJECT: ["Projects", "项目"],
  BOARD: ["Boards", "看板"],
  OTHER: ["Other", "其他"],
  all: ["All ({chosen}/{count})", "全选（{chosen}/{count}）"],
  items: ["{count} read", "已读取 {count}"],
  save: ["Read these", "保存范围"],
  saved: ["Saved. What is new is read from its beginning.", "已保存，新增内容将从头读取。"],
  understood: ["How it is understood", "解读方式"],
  found: ["Empty: Tanlu finds out by itself", "留空则自动识别"],
});

export const accountWords = words({
  title: ["Who is who", "账号对应"],
  why: [
    "Work counts for somebody once it is known whose account did it. Equal e-mail addresses match by themselves.",
    "确认账号所属员工后，其工作才会计入。邮箱相同的账号自动对应。",
  ],
  none: ["No accounts of this kind.", "没有此类账号。"],
  show: ["Show", "显示"],
  any: ["All", "全部"],
  open: ["Not yet known", "待确认"],
  matched: ["Known", "已确认"],
  find: ["Find by name", "按姓名查找"],
  items: ["{count} pieces of work", "{count} 项工作"],
  EMAIL: ["{name}, by e-mail address", "{name}（邮箱一致）"],
  ADMIN: ["{name}, said by an administrator", "{name}（管理员确认）"],
  nobody: ["Nobody here", "非本企业员工"],
  unknown: ["Not yet known", "待确认"],
  confirm: ["It is {name}", "确认为 {name}"],
  confirmOf: ["It is {name}: {account}", "确认为 {name}：{account}"],
  say: ["Say who it is", "指定员工"],
  sayOf: ["Say who it is: {account}", "指定员工：{account}"],
  person: ["Person (empty: nobody here)", "员工（留空表示非本企业员工）"],
  save: ["Save", "保存"],
});
