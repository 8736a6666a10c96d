import { words } from "../i18n/words.ts";

export const adminWords = words({
  people: ["People", "员工"],
  access: ["Account security", "账号安全"],
  connections: ["Connections", "数据连接"],
  webhooks: ["Webhooks", "Webhook 通知"],
  plugins: ["Plugins", "插件"],
  signIn: ["Single sign-on", "单点登录（SSO）"],
  audit: ["Audit trail", "审计日志"],
  jobs: ["Failed jobs", "后台任务"],
  once: [
    "This is shown once and kept nowhere. Copy it now.",
    "仅显示这一次，系统不会保存，请立即复制。",
  ],
  copy: ["Copy", "复制"],
  copied: ["Copied", "已复制"],
  done: ["Done", "完成"],
});
