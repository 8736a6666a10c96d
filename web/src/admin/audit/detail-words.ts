import { words } from "../../i18n/words.ts";

/** What is told of a deed besides, by the name under which the trail keeps it. */
export const detailWords = words({
  because: ["why", "原因"],
  by: ["by", "方式"],
  complete: ["complete", "完整导出"],
  days: ["days", "天数"],
  deliveries: ["deliveries", "投递数"],
  demanded: ["demanded", "强制要求"],
  domain: ["domain", "域名"],
  entries: ["entries", "记录数"],
  fields: ["changed", "更改项"],
  former_roles: ["roles before", "原角色"],
  from_: ["from", "生效日期"],
  kind: ["kind", "类型"],
  on: ["day", "日期"],
  plugin_id: ["plugin", "插件"],
  proof: ["proof", "依据"],
  purpose: ["purpose", "用途"],
  roles: ["roles", "角色"],
  rows: ["rows", "行数"],
  scopes: ["rights", "权限"],
  types: ["events", "事件类型"],
  vendor: ["system", "系统"],
  version: ["version", "版本"],
});

export type Detail = keyof typeof detailWords;

export function isDetail(key: string): key is Detail {
  return key in detailWords;
}
