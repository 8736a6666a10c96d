/** Address → page, loaded when somebody goes there; `shell/pages.tsx` shows how. */
import { lazy } from "react";
import type { Pages } from "../shell/page.ts";

export const adminPages: Pages = {
  "/admin/people": lazy(() => import("./directory/people.tsx")),
  "/admin/people/import": lazy(() => import("./directory/import.tsx")),
  "/admin/people/:id": lazy(() => import("./directory/person.tsx")),
  "/admin/connections": lazy(() => import("./connections/connections.tsx")),
  "/admin/connections/:id": lazy(() => import("./connections/connection.tsx")),
  "/admin/webhooks": lazy(() => import("./webhooks/endpoints.tsx")),
  "/admin/webhooks/deliveries/:id": lazy(() => import("./webhooks/delivery.tsx")),
  "/admin/webhooks/:id": lazy(() => import("./webhooks/endpoint.tsx")),
  "/admin/plugins": lazy(() => import("./plugins/plugins.tsx")),
  "/admin/plugins/:id": lazy(() => import("./plugins/plugin.tsx")),
  "/admin/sign-in": lazy(() => import("./sign-in/providers.tsx")),
  "/admin/jobs": lazy(() => import("./jobs/jobs.tsx")),
  "/access": lazy(() => import("./access/access.tsx")),
};
