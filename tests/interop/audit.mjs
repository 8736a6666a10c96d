// Prints what the audit of graphql-http has against the server, then how many of its checks pass.
import { auditServer } from "graphql-http";

const [url, token = "x"] = process.argv.slice(2);
const known = (address, options = {}) =>
  fetch(address, { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } });

const results = await auditServer({ url, fetchFn: known });
const failed = results.filter((each) => each.status !== "ok");
for (const each of failed) console.log(each.status, each.id, each.name, each.reason);
console.log(`${results.length - failed.length} of ${results.length}`);
