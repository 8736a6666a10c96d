import { words } from "../../i18n/words.ts";

export const singleSignOnWords = words({
  title: ["Company accounts only", "仅允许企业账号登录"],
  on: [
    "On: everybody signs in with their company account. Links by mail and invitations lead to your provider's sign-in page.",
    "已开启：所有员工须使用企业账号登录，邮件链接和邀请将引导至企业登录页面。",
  ],
  off: [
    "Off: whoever has no company account, or does not use it, signs in by a link in the mail.",
    "未开启：没有或未使用企业账号的员工，可通过邮件链接登录。",
  ],
  first: [
    "To switch this on, sign in with your own company account first, so that you do not shut yourself out.",
    "开启前，请您本人先使用企业账号登录一次，以免自己无法登录。",
  ],
  demand: ["Allow company accounts only", "仅允许企业账号登录"],
  demandWill: [
    "From now on no link by mail lets anybody in. Whoever cannot use their company account is let back in by an admin (“Restore access”) or by whoever runs Tanlu. Nobody is signed out now.",
    "此后邮件链接不再能直接登录。无法使用企业账号的员工，由另一位管理员“恢复账号”或由运维人员协助。当前已登录的人员不受影响。",
  ],
  stop: ["Allow links by mail again", "重新允许邮件链接登录"],
  stopWill: [
    "Everybody may also sign in by a link that comes to their work e-mail address.",
    "员工也可通过发送到工作邮箱的链接登录。",
  ],
});
