import { words } from "../../i18n/words.ts";

export const factorWords = words({
  title: ["Confirm that it is you", "两步验证"],
  why: [
    "You have signed in. Your admin or HR rights count once you have shown your second factor.",
    "您已登录。完成两步验证后，管理员或 HR 权限方可生效。",
  ],
  setUp: ["Set up a second factor", "设置两步验证"],
  setUpWhy: [
    "Your company asks admins and HR for a second factor. Set one up, and your rights count.",
    "企业要求管理员和 HR 使用两步验证。设置完成后，相应权限方可生效。",
  ],
  byPasskey: ["Use a passkey", "使用通行密钥"],
  byCode: ["Code of your app, or a recovery code", "应用中的验证码或恢复码"],
  confirm: ["Confirm", "确认"],
  later: ["Go on without these rights", "暂不验证，以普通员工身份继续"],
  lost: [
    "Lost all of it? Another admin or whoever runs Tanlu can reset it.",
    "全部丢失？请由另一位管理员或系统运维人员重置。",
  ],
  card: ["Second factor", "两步验证"],
  what: [
    "A passkey or an app confirms that it is you whenever you sign in, before your admin or HR rights count.",
    "每次登录后，须以通行密钥或验证器应用确认身份，管理员或 HR 权限方可生效。",
  ],
  none: ["None yet.", "尚未设置。"],
  app: ["Authenticator app", "身份验证器应用"],
  appOn: ["It shows codes for you.", "已绑定。"],
  passkey: ["Passkey “{name}”", "通行密钥“{name}”"],
  used: ["Added {since} · last used {used}", "添加于 {since} · 最近使用 {used}"],
  unused: ["Added {since}", "添加于 {since}"],
  codes: ["Recovery codes: {count} left", "恢复码：剩余 {count} 个"],
  newCodes: ["Make new ones", "重新生成"],
  newCodesWill: [
    "Ten new codes take the place of those you have. The old ones are good no more.",
    "将生成 10 个新恢复码，原有恢复码全部失效。",
  ],
  remove: ["Remove it", "移除"],
  removeOf: ["Remove it: {name}", "移除：{name}"],
  removeWill: [
    "It confirms nothing any more. Make sure that you have another way.",
    "移除后将不能再用于验证，请确认您还有其他方式。",
  ],
  addPasskey: ["Add a passkey", "添加通行密钥"],
  passkeyName: ["Name, to tell it from others", "名称（便于区分）"],
  addApp: ["Add an authenticator app", "绑定身份验证器应用"],
  scan: [
    "Scan this with the app, or type the key into it. Then enter the code that it shows.",
    "请用应用扫描二维码，或手动输入密钥，然后填写应用显示的验证码。",
  ],
  drawing: ["QR code for the authenticator app", "身份验证器应用二维码"],
  key: ["Key: {secret}", "密钥：{secret}"],
  code: ["Code that the app shows", "应用显示的验证码"],
  add: ["Add it", "添加"],
  cancelled: ["Nothing was confirmed. Try again.", "操作未完成，请重试。"],
  yourCodes: ["Your recovery codes", "您的恢复码"],
  yourCodesWhy: [
    "Each is good once, when neither passkey nor app is at hand. Print them or keep them in a safe place.",
    "没有通行密钥和应用时，每个恢复码可使用一次。请打印或妥善保存。",
  ],
});
