import { words } from "../../i18n/words.ts";

export const providerWords = words({
  title: ["Single sign-on", "单点登录（SSO）"],
  what: [
    "Let people come in with the account they have at your company already (OpenID Connect).",
    "员工可使用企业已有的账号登录（OpenID Connect）。",
  ],
  providers: ["Identity providers", "身份提供商（IdP）"],
  none: ["None yet: people sign in by links.", "尚未设置，员工通过登录链接进入。"],
  add: ["Add a provider", "添加身份提供商"],
  name: ["Name, as people will read it", "名称（员工可见）"],
  issuer: ["Issuer's address, to the letter", "Issuer 地址（须逐字一致）"],
  clientId: ["Client ID", "客户端 ID（Client ID）"],
  clientSecret: ["Client secret", "客户端密钥"],
  newSecret: ["New client secret (empty: stays)", "新的客户端密钥（留空则不变）"],
  domains: ["E-mail domains of your people", "员工邮箱域名"],
  domainsWhy: [
    "With a comma between them. They lead people here from the sign-in page.",
    "以逗号分隔。登录页据此将员工引导至此。",
  ],
  matches: [
    "An address the provider has verified, in one of these domains, says who somebody is",
    "以提供方验证过的、属于上述域名的邮箱识别员工",
  ],
  matchesWhy: [
    "Only of domains that are proven below, and only while somebody has no account here yet.",
    "仅限下方已验证的域名，且该员工尚无已匹配的账号。",
  ],
  callback: ["Redirect address to enter there", "在对方系统中填写的回调地址"],
  on: ["In use", "使用中"],
  off: ["Switched off", "已停用"],
  unchecked: ["Not checked yet", "尚未检查"],
  checked: ["Checked {when}: all is well", "{when} 检查正常"],
  problem: ["Checked {when}: {problem}.", "{when} 检查：{problem}。"],
  check: ["Check it now", "立即检查"],
  checking: ["Checking… The result is here in a moment.", "正在检查，结果稍后显示。"],
  change: ["Change it", "修改"],
  changeOf: ["Change it: {name}", "修改：{name}"],
  save: ["Save", "保存"],
  switchOff: ["Switch it off", "停用"],
  switchOffWill: [
    "Nobody signs in by {name} until it is switched on again. Make sure that you can come in another way.",
    "在重新启用之前，任何人都无法通过 {name} 登录。请确认您有其他登录途径。",
  ],
  switchOn: ["Switch it on", "启用"],
  remove: ["Remove it", "移除"],
  removeWill: [
    "Nobody signs in by {name} any more. Who is signed in stays so until their session ends.",
    "任何人都无法再通过 {name} 登录；已登录者在会话结束前不受影响。",
  ],
});

export const identityWords = words({
  title: ["Sign-in accounts", "登录过的账号"],
  what: [
    "Each account belongs to one person. Where Tanlu cannot tell whose it is, you say so, as long as that person has never signed in.",
    "每个账号对应一名员工。系统无法识别时由您确认，前提是该员工从未登录。",
  ],
  none: ["No account yet.", "暂无账号。"],
  line: ["{email} · {issuer} · last here {when}", "{email} · {issuer} · 最近登录 {when}"],
  nameless: ["No name told", "未提供姓名"],
  whose: ["{name}", "{name}"],
  waits: ["Whose is it?", "待确认"],
  confirm: ["Say whose it is", "确认所属员工"],
  person: ["Person", "员工"],
  confirmDo: ["Confirm", "确认"],
  confirmWhy: [
    "Whoever has this account will come in as the person you choose. Ask them before, not by this e-mail address alone.",
    "持有该账号的人将以您所选员工的身份登录。请先与本人核实，不要仅凭邮箱判断。",
  ],
  remove: ["Remove the account", "移除账号"],
  removeOf: ["Remove the account of {name}", "移除账号：{name}"],
  removeWill: [
    "Nobody signs in by this account any more. If it comes again, it is matched anew.",
    "任何人都无法再使用该账号登录；再次登录时将重新识别。",
  ],
  INVITATION: ["by an invitation", "通过邀请链接"],
  VERIFIED_EMAIL: ["by a verified address", "通过已验证邮箱"],
  SESSION: ["added while signed in", "登录后添加"],
  ADMIN: ["by an administrator", "由管理员确认"],
});
