import { words } from "../../i18n/words.ts";

export const presetWords = words({
  which: ["Which provider", "身份提供商"],
  OTHER: ["Another one that speaks OpenID Connect", "其他支持 OpenID Connect 的提供商"],
  ENTRA: ["Microsoft Entra ID", "Microsoft Entra ID（全球版）"],
  ENTRA_CHINA: ["Microsoft Entra ID in China (21Vianet)", "Microsoft Entra ID（世纪互联）"],
  GOOGLE: ["Google Workspace", "谷歌 Google Workspace"],
  others: [
    "Feishu, DingTalk and WeCom have ways of signing in of their own, and come later.",
    "飞书、钉钉、企业微信采用各自的登录流程，将在后续版本支持。",
  ],
  issuer: ["Issuer's address, to the letter", "Issuer 地址（须逐字一致）"],
  directory: ["Directory (tenant) ID", "目录（租户）ID"],
  other1: [
    "Register a confidential web client for the authorization code flow, with the scopes openid, email and profile.",
    "注册使用授权码流程的机密 Web 客户端，授予 openid、email、profile 权限。",
  ],
  other2: [
    "Enter its data here. After adding, copy the redirect address shown here to the provider. An address counts where the ID token says email_verified.",
    "将信息填写在下方。添加后，请把此处显示的回调地址复制到提供商处。ID Token 含 email_verified 的邮箱方可用于识别员工。",
  ],
  entra1: [
    "Entra admin center → App registrations → New registration: accounts in this organizational directory only.",
    "Entra 管理中心 → 应用注册 → 新注册，账户类型选择“仅此组织目录中的账户”。",
  ],
  entra2: [
    "Copy the application (client) ID and the directory (tenant) ID; under Certificates & secrets, make a client secret and copy its value.",
    "复制“应用程序（客户端）ID”和“目录（租户）ID”；在“证书和密码”中新建客户端密码并复制其值。",
  ],
  entra3: [
    "Token configuration → Add optional claim → ID: email and xms_edov. Entra sends no email_verified; xms_edov says that your directory has proven the domain of the address.",
    "令牌配置 → 添加可选声明 → ID：email 与 xms_edov。Entra 不发送 email_verified，由 xms_edov 表明邮箱域名已经贵公司目录验证。",
  ],
  entra4: [
    "Add it here, then copy the redirect address shown here to Authentication → Add a platform → Web. Scopes: openid, email, profile.",
    "在此添加后，把显示的回调地址复制到“身份验证 → 添加平台 → Web”。权限范围：openid、email、profile。",
  ],
  google1: [
    "Google Cloud console → OAuth consent screen: user type Internal, so that only your Workspace can sign in.",
    "Google Cloud 控制台 → OAuth 同意屏幕：用户类型选择“内部”，仅允许贵公司 Workspace 的账号登录。",
  ],
  google2: [
    "Credentials → Create credentials → OAuth client ID → Web application. Copy the client ID and the client secret.",
    "凭据 → 创建凭据 → OAuth 客户端 ID → Web 应用，复制客户端 ID 和客户端密钥。",
  ],
  google3: [
    "Add it here, then copy the redirect address shown here to Authorized redirect URIs. Scopes: openid, email, profile.",
    "在此添加后，把显示的回调地址复制到“已获授权的重定向 URI”。权限范围：openid、email、profile。",
  ],
  google4: [
    "An address counts only where Google sends hd: the account is ruled by a Workspace, and is no private one with such an address.",
    "仅当 Google 返回 hd 时邮箱才用于识别员工：hd 表明账号由 Workspace 管理，而非使用该邮箱注册的个人账号。",
  ],
});
