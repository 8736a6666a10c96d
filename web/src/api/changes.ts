/**
 * What a deed changes, where that is known to be little: only questions about these types are
 * asked again after it. After a deed that is not named here everything on the page is.
 */
export const CHANGES: Readonly<Record<string, readonly string[]>> = {
  // Of a company's administration: each shows on its own page alone.
  AmendWebhookEndpoint: ["WebhookEndpoint"],
  ApproveToken: ["AccessToken"],
  CheckDomain: ["EmailDomain"],
  CreateToken: ["AccessToken"],
  CreateWebhookEndpoint: ["WebhookEndpoint"],
  Invite: ["Person"],
  PauseWebhookEndpoint: ["WebhookEndpoint", "WebhookDelivery", "AdminNotice"],
  ReplayWebhookDeliveries: ["WebhookEndpoint", "WebhookDelivery"],
  ReplayWebhookDelivery: ["WebhookEndpoint", "WebhookDelivery"],
  ResumeWebhookEndpoint: ["WebhookEndpoint", "WebhookDelivery", "AdminNotice"],
  RetryJobs: ["DeadJob", "AdminNotice"],
  RevokeToken: ["AccessToken"],
  SendTestWebhook: ["WebhookEndpoint", "WebhookDelivery"],
  // These change nothing that is shown.
  ExportAudit: ["AuditEntry"],
  PreviewImport: [],
  // Within one conversation.
  AddFact: ["PrepFact"],
  AddQuestion: ["PrepQuestion"],
  DiscussTalkingPoint: ["TalkingPoint"],
  RaiseTalkingPoint: ["TalkingPoint"],
  WriteNote: ["ConversationNote"],
  // Of a goal: what hangs on it is within it.
  CheckIn: ["Goal"],
  ProposeGoal: ["Goal"],
  ProposeRevision: ["Goal"],
  TickGoal: ["Goal"],
};
