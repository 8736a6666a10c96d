/** Address → page, loaded when somebody goes there; `shell/page.tsx` says how. */
import { page, type Pages } from "../app/page.tsx";

export const adminPages: Pages = {
  "/admin/people": page(() => import("./directory/people.tsx")),
  "/admin/people/import": page(() => import("./directory/import.tsx")),
  "/admin/people/:id": page(() => import("./directory/person.tsx")),
  "/admin/connections": page(() => import("./connections/connections.tsx")),
  "/admin/connections/:id": page(() => import("./connections/connection.tsx")),
  "/admin/webhooks": page(() => import("./webhooks/endpoints.tsx")),
  "/admin/webhooks/deliveries/:id": page(() => import("./webhooks/delivery.tsx")),
  "/admin/webhooks/:id": page(() => import("./webhooks/endpoint.tsx")),
  "/admin/plugins": page(() => import("./plugins/plugins.tsx")),
  "/admin/plugins/:id": page(() => import("./plugins/plugin.tsx")),
  "/admin/sign-in": page(() => import("./sign-in/providers.tsx")),
  "/admin/audit": page(() => import("./audit/audit.tsx")),
  "/admin/jobs": page(() => import("./jobs/jobs.tsx")),
  "/access": page(() => import("./access/access.tsx")),
};
