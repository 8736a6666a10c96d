/** Why somebody was refused who wanted to come in. A test holds this and the server's reasons together. */
import { words } from "../../i18n/words.ts";

export const refusalWords = words({
  ACCOUNT_TAKEN: [
    "The account belongs to somebody else, or they have another one there.",
    "该账号已属于他人，或本人已绑定该身份提供商的其他账号。",
  ],
  ALGORITHM: [
    "The identity provider signs in a way that is not accepted.",
    "身份提供商使用了不受支持的签名算法。",
  ],
  ANSWER: [
    "The identity provider's answer does not show who it is.",
    "身份提供商的回复无法证明身份。",
  ],
  AUDIENCE: [
    "The identity provider's answer is meant for another application.",
    "身份提供商的回复是发给其他应用的。",
  ],
  BLOCKED: [
    "The identity provider is not on the public internet over https.",
    "身份提供商不是公网 https 地址。",
  ],
  CLIENT: [
    "The identity provider does not accept the client ID and secret.",
    "身份提供商不接受所填的 Client ID 和密钥。",
  ],
  CODE: ["The identity provider did not complete the sign-in.", "身份提供商未能完成登录。"],
  COMPANY_NOT_OPEN: ["The company is suspended or is being closed.", "企业已暂停使用或正在关闭。"],
  DECLINED: [
    "They did not agree at the identity provider, or have no access there.",
    "在身份提供商未同意登录，或无权访问。",
  ],
  ISSUER: ["The identity provider answered under another name.", "身份提供商以其他名称作答。"],
  KEYS: [
    "The identity provider publishes no usable signing key.",
    "身份提供商未公布可用的签名密钥。",
  ],
  LINK_EXPIRED: ["The link was too old.", "登录链接已过期。"],
  LINK_USED: ["The link was used before.", "登录链接已被使用。"],
  METADATA: [
    "The identity provider's description of itself is incomplete.",
    "身份提供商的配置信息不完整。",
  ],
  NOT_ADMITTED: ["They could not be let in.", "无法允许登录。"],
  NOT_SIGNED_IN: [
    "They wanted to add an account without being signed in.",
    "未登录时尝试添加账号。",
  ],
  OTHER_ISSUER: [
    "The identity provider calls itself by another address.",
    "身份提供商自称的地址与设置不同。",
  ],
  SIGNATURE: [
    "The identity provider's signature does not match its keys.",
    "身份提供商的签名与其公布的密钥不符。",
  ],
  SINGLE_SIGN_ON: [
    "By link, although the company demands its own accounts.",
    "企业要求使用企业账号登录，不接受登录链接。",
  ],
  STATE: [
    "It took too long, was completed before, or began in another browser.",
    "登录已超时、已完成，或是在其他浏览器中发起的。",
  ],
  TIME: [
    "The identity provider's answer is out of date, or its clock is wrong.",
    "身份提供商的回复已过期，或其时钟不准。",
  ],
  TOO_MANY_CODES: ["Too many wrong codes in a row.", "验证码连续错误次数过多。"],
  UNKNOWN_ACCOUNT: [
    "The account is not matched with anybody who works here.",
    "该账号未与任何在职员工匹配。",
  ],
  UNREACHABLE: ["The identity provider could not be reached.", "无法连接身份提供商。"],
  WRONG_CODE: ["The code of the second factor was wrong.", "二次验证码错误。"],
  WRONG_PASSKEY: ["The passkey did not fit.", "通行密钥验证未通过。"],
});

export type RefusalName = keyof typeof refusalWords;

export function isRefusal(name: unknown): name is RefusalName {
  return typeof name === "string" && name in refusalWords;
}
