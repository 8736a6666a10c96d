import { words } from "../../i18n/words.ts";

export const pluginWords = words({
  title: ["Plugins", "插件"],
  what: [
    "Programs of others that work with Tanlu, each with no more rights than you give it.",
    "与谈录协作的第三方程序，仅拥有您授予的权限。",
  ],
  here: ["Here, or asking to come in", "已安装与待批准"],
  none: ["No plugins yet.", "暂无插件。"],
  submit: ["Look at a plugin", "添加插件"],
  submitWhy: [
    "Nothing is opened by looking: you see what it asks for, and decide.",
    "查看清单不会授予任何权限；看清其申请的内容后再作决定。",
  ],
  how: ["How do you have its manifest?", "清单来源"],
  byUrl: ["At an address", "网址"],
  byText: ["As text: a plugin of your own", "文本（自有插件）"],
  url: ["Address of the manifest", "清单网址"],
  manifest: ["Manifest (JSON)", "清单内容（JSON）"],
  read: ["Read it", "下一步：查看权限"],
  line: ["{version} · {publisher}", "{version} · {publisher}"],
  back: ["All plugins", "全部插件"],
});

export const pluginStateWords = words({
  PENDING_CONSENT: ["Awaiting approval", "待批准"],
  INSTALLING: ["Approved, not yet seen", "已批准，待启用"],
  FAILED: ["Installation failed", "安装失败"],
  ACTIVE: ["Active", "已启用"],
  SUSPENDED: ["Suspended", "已暂停"],
  UNINSTALLING: ["Being uninstalled", "卸载中"],
  UNINSTALLED: ["Not here", "已移除"],
});

export const upgradeWords = words({
  version: ["Version {version}", "版本 {version}"],
  look: ["Look for a later version", "检查新版本"],
  offered: [
    "Version {version} asks for more than you let it in with. It goes on as it is until you decide.",
    "版本 {version} 申请了更多权限；在您决定之前，插件保持现状。",
  ],
  approve: ["Let this version in", "批准新版本"],
  decline: ["Leave it as it is", "保持现状"],
  secret: ["New client secret", "新的客户端密钥"],
  secretUse: [
    "From now on the plugin proves itself by this. Give it to whoever operates it.",
    "插件今后使用此密钥证明身份，请交给其运营者。",
  ],
});

export const onlyHrWords = words({
  needed: [
    "Only an administrator who is in HR can grant this: HR alone sees it of everybody.",
    "只有兼任 HR 的管理员才能授予：仅 HR 可查看全员的此类数据。",
  ],
  ask: [
    "It cannot do without what only HR grants. Ask {names} to let it in: administrators who are in HR.",
    "必需权限中有仅 HR 可授予的内容。请由兼任 HR 的管理员批准：{names}。",
  ],
  promote: [
    "It cannot do without what only an administrator who is in HR grants, and nobody is both. On the page People, {names} can be made an administrator.",
    "必需权限中有仅限兼任 HR 的管理员授予的内容，目前无人兼任。可在“员工”页面将 {names} 设为管理员。",
  ],
  nobody: [
    "It cannot do without what only an administrator who is in HR grants, and nobody is in HR. Give somebody that role on the page People.",
    "必需权限中有仅限兼任 HR 的管理员授予的内容，目前没有 HR 人员。请在“员工”页面为相关人员添加该角色。",
  ],
  and: [", ", "、"],
});

export const consentWords = words({
  asks: ["What it asks for", "申请的权限"],
  granted: ["What it was granted", "已授予的权限"],
  required: ["Required", "必需"],
  optional: ["Optional", "可选"],
  notGranted: ["Not granted", "未授予"],
  ORDINARY: ["Ordinary", "一般"],
  PERSONAL: ["About people's work", "涉及个人工作"],
  PRIVATE: ["Private", "私密"],
  because: ["Its reason: {reason}", "用途：{reason}"],
  nothingAsked: ["It asks for no rights.", "未申请任何权限。"],
  decide: ["Your decision", "批准或拒绝"],
  whole: [
    "It would see this of the whole company, not of one team. You can take it back at any time.",
    "插件将看到全公司的上述数据，而不限于某个团队。您可以随时收回。",
  ],
  forPeople: [
    "It may also ask people one by one to let it act for them. For those who do, it sees what they see and does what they may, within this list.",
    "插件还可以逐一征求员工同意，代表其操作；在以上范围内，插件可查看和执行该员工有权查看和执行的内容。",
  ],
  approve: ["Approve", "批准安装"],
  refuse: ["Refuse it", "拒绝"],
  refuseWill: [
    "{name} is not let in. It may be looked at again.",
    "将不安装 {name}，之后可以重新查看。",
  ],
  secret: ["Client secret of {name}", "{name} 的客户端密钥"],
  secretUse: [
    "Give it to the plugin's operator. With client id {id} it fetches tokens that last an hour.",
    "请交给插件的运营者，配合 Client ID {id} 获取有效期一小时的令牌。",
  ],
  byKey: [
    "Approved. The plugin proves itself by its own key; its client id is {id}.",
    "已批准。插件使用自己的密钥证明身份，Client ID 为 {id}。",
  ],
  bySecret: [
    "Approved. It is here once it uses its secret for the first time; its client id is {id}.",
    "已批准。插件首次使用密钥后即启用，Client ID 为 {id}。",
  ],
  publisher: ["Who makes it", "发布者"],
  homepage: ["Website", "网站"],
  privacy: ["Privacy", "隐私政策"],
  terms: ["Terms", "使用条款"],
  support: ["Support", "支持"],
  security: ["Security", "安全联系人"],
  data: ["What it does with data", "数据处理"],
  stores: ["Keeps", "保存内容"],
  nothing: ["Nothing", "无"],
  retention: ["For", "保存期限"],
  days: ["{count:one day|# days}", "{count} 天"],
  regions: ["In", "所在地区"],
  subprocessors: ["Passes it to", "分包处理方"],
  egress: ["Also talks to", "其他通信对象"],
  lives: ["Lives at", "运行地址"],
  hears: ["Hears of", "接收事件"],
  manifest: ["The manifest, word for word", "清单原文"],
  hash: ["Its hash (SHA-256): {hash}", "哈希（SHA-256）：{hash}"],
  submitted: ["Submitted by {name}, {day}", "{name} 提交于 {day}"],
  approved: ["Let in by {name}, {day}", "{name} 批准于 {day}"],
  ended: ["Ended {day}", "{day} 结束"],
  manage: ["What you can do", "管理"],
  suspend: ["Suspend it", "暂停"],
  suspendWill: [
    "{name} is refused everywhere within seconds and hears nothing until you resume it.",
    "{name} 将在数秒内被拒绝访问，且在恢复之前不再接收任何事件。",
  ],
  resume: ["Resume it", "恢复"],
  retry: ["Try again", "重试"],
  failed: [
    "It was let in and did not show itself in time. Ask who makes it; then it can be told once more.",
    "插件获批后未按时启用。请联系发布者，然后重试。",
  ],
  uninstall: ["Uninstall it", "卸载"],
  uninstallWill: [
    "{name} is refused everywhere within seconds, for good, and is told to delete what it keeps. To come back it must ask again.",
    "{name} 将在数秒内被永久拒绝访问，并收到删除所存数据的通知。重新使用需再次申请。",
  ],
});
