import { words } from "../../i18n/words.ts";

export const entryWords = words({
  state: ["Who has come in", "登录情况"],
  ALL: ["Everybody", "全部"],
  NOT_INVITED: ["Not invited", "未邀请"],
  INVITED: ["Invited", "已邀请"],
  EXPIRED: ["Link expired", "链接已过期"],
  CAME: ["Came in", "已登录"],
  NOT_INVITED_ON: ["Not invited, {day}", "{day}，未邀请"],
  INVITED_ON: ["Invited {day}", "{day} 已邀请"],
  EXPIRED_ON: ["Invited {day}, link expired", "{day} 邀请，链接已过期"],
  CAME_ON: ["Came in {day}", "{day} 首次登录"],
  invite: ["Send {count:one invitation|# invitations}", "发送邀请（{count}）"],
  invited: [
    "{count:One person is|# people are} sent a mail with a link that is good for seven days.",
    "已向 {count} 人发送邀请邮件，链接七天内有效。",
  ],
  passedOver: [
    "Passed over, because they have come in or left meanwhile: {names}.",
    "以下员工已登录或已离职，未发送：{names}。",
  ],
});
