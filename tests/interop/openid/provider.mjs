// A certified OpenID Connect provider. Says a line when it listens; takes its port, where people
// come back to (as JSON, by client; each client is named for how it is signed for), and a secret.
import { generateKeyPairSync } from "node:crypto";
import { Provider } from "oidc-provider";

const [port, callbacks, secret] = process.argv.slice(2);
const returns = JSON.parse(callbacks);
const made = (alg, kind, options = {}) => {
  const { privateKey } = generateKeyPairSync(kind, options);
  return { ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: alg };
};
const rsa = { modulusLength: 2048 };
const keys = [
  made("RS256", "rsa", rsa),
  made("PS256", "rsa", rsa),
  made("ES256", "ec", { namedCurve: "P-256" }),
  made("EdDSA", "ed25519"),
];

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: keys.map(({ alg }) => ({
    client_id: alg,
    client_secret: secret,
    redirect_uris: [returns[alg]],
    id_token_signed_response_alg: alg,
  })),
  jwks: { keys },
  enabledJWA: { idTokenSigningAlgValues: keys.map(({ alg }) => alg) },
  pkce: { required: () => true },
  scopes: ["openid", "email", "profile"],
  claims: { email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["only for tests"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@acme.test`, email_verified: true, name: id }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
