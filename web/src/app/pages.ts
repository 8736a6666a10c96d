/** Address → page. Each is fetched when somebody first goes there. */
import { adminPages } from "../admin/pages.ts";
import { page, type Pages } from "./page.tsx";

export const pages: Pages = {
  "/": page(() => import("../home/home.tsx")),
  "/inbox": page(() => import("../home/inbox.tsx")),
  "/team": page(() => import("../people/team.tsx")),
  "/dossier": page(() => import("../people/dossier.tsx")),
  "/people/:id": page(() => import("../people/dossier.tsx")),
  "/conversations": page(() => import("../conversations/conversations.tsx")),
  "/evidence": page(() => import("../signals/evidence.tsx")),
  "/people/:id/evidence": page(() => import("../signals/evidence.tsx")),
  "/scorecard": page(() => import("../scorecards/scorecard.tsx")),
  "/people/:id/scorecard": page(() => import("../scorecards/scorecard.tsx")),
  "/goals": page(() => import("../goals/goals.tsx")),
  "/people/:id/goals": page(() => import("../goals/goals.tsx")),
  "/conversations/:id": page(() => import("../conversations/conversation.tsx")),
  "/records/:id": page(() => import("../records/record.tsx")),
  ...adminPages,
};
