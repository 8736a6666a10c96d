// Checks one webhook that we really sent, with the libraries receivers use, and v1a with Node's own.
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";

const { secrets, key, headers, body } = JSON.parse(readFileSync(0, "utf8"));
const says = (check) => {
  try {
    return check() ? "yes" : "no";
  } catch {
    return "no";
  }
};

const prefix = Buffer.from("302a300506032b6570032100", "hex");
const raw = Buffer.from(key.replace("whpk_", ""), "base64");
const publicKey = createPublicKey({ key: Buffer.concat([prefix, raw]), format: "der", type: "spki" });
const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
const asymmetric = headers["webhook-signature"].split(" ").filter((each) => each.startsWith("v1a,"));

for (const secret of secrets) {
  console.log(`standardwebhooks ${says(() => new Standard(secret).verify(body, headers))}`);
  console.log(`svix ${says(() => new Svix(secret).verify(body, headers))}`);
}
for (const each of asymmetric) {
  const signature = Buffer.from(each.slice("v1a,".length), "base64");
  console.log(`v1a ${says(() => verify(null, Buffer.from(signed), publicKey, signature))}`);
}
