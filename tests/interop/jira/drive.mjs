// Uses the played Jira as an app that was let in would, by jira.js, which checks every answer
// against Atlassian's specification. Prints what it found, and every answer that does not fit.
import {
  createAgileClient,
  createCloudClient,
  exchangeAuthorizationCode,
  getAccessibleResources,
} from "jira.js";

const [base, clientId, clientSecret, code, redirectUri] = process.argv.slice(2);

// Atlassian's own addresses are written into the library.
const real = globalThis.fetch;
globalThis.fetch = (address, options) =>
  real(String(address).replace(/^https:\/\/(auth|api)\.atlassian\.com/, base), options);

const mismatches = new Set();
const remember = ({ endpoint, issues }) => {
  for (const { path, expected, received } of issues) {
    const where = path.replace(/\b\d+\b/g, "*");
    mismatches.add(`${endpoint} ${where}: expected ${expected}, received ${received}`);
  }
};
const told = await exchangeAuthorizationCode({ clientId, clientSecret, code, redirectUri });
const [site] = await getAccessibleResources(told.accessToken);
const config = {
  auth: {
    type: "oauth2",
    refreshToken: told.refreshToken,
    clientId,
    clientSecret,
    cloudId: site.id,
    onTokenRefresh: ({ refreshToken }) => (refreshed = refreshToken !== told.refreshToken),
  },
  onSchemaMismatch: remember,
};
let refreshed = false;
const jira = createCloudClient(config);
const agile = createAgileClient(config);

const jql = "project = FLUID AND updated >= '2017/01/01 00:00' ORDER BY updated ASC, key ASC";
const found = [];
let nextPageToken;
do {
  const page = await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql, nextPageToken, maxResults: 100, fields: ["*all"], expand: "names,changelog",
  });
  found.push(...page.issues.map((issue) => issue.key));
  nextPageToken = page.nextPageToken;
} while (nextPageToken);
const { count } = await jira.issueSearch.countIssues({ jql });

const issue = await jira.issues.getIssue({ issueIdOrKey: "FLUID-5934", expand: "changelog" });
const log = await jira.issues.getChangeLogs({ issueIdOrKey: "FLUID-5934" });
const bulk = await jira.issues.getBulkChangelogs({ issueIdsOrKeys: ["FLUID-5934", "SP-5"] });
const me = await jira.myself.getCurrentUser();
await jira.users.getUser({ accountId: me.accountId });
await jira.users.getAllUsers({ maxResults: 1000 });
await jira.serverInfo.getServerInfo();
await jira.issueFields.getFields();
await jira.workflowStatuses.getStatuses();
await jira.projects.searchProjects({ maxResults: 10 });
await jira.projects.getProject({ projectIdOrKey: "FLUID" });
await jira.projectVersions.getProjectVersions({ projectIdOrKey: "FLUID" });
await jira.projectVersions.getProjectVersionsPaginated({ projectIdOrKey: "FLUID" });
await jira.issueComments.getComments({ issueIdOrKey: "FLUID-5934" });

const boards = await agile.board.getAllBoards({ projectKeyOrId: "FLUID" });
const boardId = boards.values[0].id;
await agile.board.getBoard({ boardId });
const configuration = await agile.board.getConfiguration({ boardId });
const sprints = await agile.board.getAllSprints({ boardId, state: "active,future" });
const sprintId = sprints.values[0].id;
await agile.sprint.getSprint({ sprintId });
await agile.sprint.getIssuesForSprint({ sprintId, maxResults: 50 });
await agile.board.getIssuesForBoard({ boardId, maxResults: 50 });

const registered = await jira.webhooks.registerDynamicWebhooks({
  url: "https://tanlu.test/hooks",
  webhooks: [
    { events: ["jira:issue_updated"], jqlFilter: "project = FLUID" },
    { events: ["jira:issue_updated"], jqlFilter: "project is not EMPTY" },
  ],
});
const webhookIds = [registered.webhookRegistrationResult[0].createdWebhookId];
await jira.webhooks.refreshWebhooks({ webhookIds });
const hooks = await jira.webhooks.getDynamicWebhooksForApp({});
await jira.webhooks.deleteWebhookById({ webhookIds });

console.log(JSON.stringify({
  site: site.name,
  refreshed,
  found: found.length,
  distinct: new Set(found).size,
  count,
  summary: issue.fields.summary,
  changes: log.total,
  bulk: bulk.issueChangeLogs.length,
  estimation: configuration.estimation.field.fieldId,
  states: sprints.values.map((sprint) => sprint.state),
  refusal: registered.webhookRegistrationResult[1].errors,
  hooks: hooks.total,
  mismatches: [...mismatches],
}));
