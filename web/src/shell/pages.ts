/** Address → page. Each is fetched when somebody first goes there. */
import { lazy } from "react";
import { adminPages } from "../admin/pages.ts";
import type { Pages } from "./page.ts";

export const pages: Pages = {
  "/": lazy(() => import("../home/home.tsx")),
  "/team": lazy(() => import("../people/team.tsx")),
  "/dossier": lazy(() => import("../people/dossier.tsx")),
  "/people/:id": lazy(() => import("../people/dossier.tsx")),
  "/conversations": lazy(() => import("../conversations/conversations.tsx")),
  "/evidence": lazy(() => import("../signals/evidence.tsx")),
  "/people/:id/evidence": lazy(() => import("../signals/evidence.tsx")),
  "/scorecard": lazy(() => import("../scorecards/scorecard.tsx")),
  "/people/:id/scorecard": lazy(() => import("../scorecards/scorecard.tsx")),
  "/goals": lazy(() => import("../goals/goals.tsx")),
  "/people/:id/goals": lazy(() => import("../goals/goals.tsx")),
  "/conversations/:id": lazy(() => import("../conversations/conversation.tsx")),
  "/records/:id": lazy(() => import("../records/record.tsx")),
  ...adminPages,
};
