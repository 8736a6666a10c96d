/** Each right that is asked for: what it opens, how loudly that counts, and the plugin's reason. */
import { Button, Checkbox } from "../../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { ApprovePluginDocument, UninstallPluginDocument } from "../../gql/graphql.ts";
import { useMe } from "../../people/me.ts";
import { Card } from "../../ui/card.tsx";
import { DeedAlert } from "../../ui/form/deed-alert.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { Secret } from "../secret.tsx";
import type { Plugin, Scope } from "./asked.ts";
import { isBeyond, OnlyHr } from "./only-hr.tsx";
import { consentWords, onlyHrWords } from "./words.ts";

export function Consent({ plugin }: { plugin: Plugin }): ReactNode {
  const say = useWords(consentWords);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const waits = plugin.state === "PENDING_CONSENT";
  const tick = (scope: string, on: boolean): void =>
    setTicked(on ? [...ticked, scope] : ticked.filter((each) => each !== scope));
  const { scopes } = plugin;
  return (
    <Card
      title={say(waits ? "asks" : "granted")}
      {...(scopes.length === 0 && { nothing: say("nothingAsked") })}
    >
      <ul className="rows">
        {scopes.map((scope) => (
          <ScopeRow
            key={scope.scope}
            scope={scope}
            {...(waits && { ticked: ticked.includes(scope.scope), tick })}
          />
        ))}
      </ul>
      <Deciding plugin={plugin} optionalScopes={[...ticked]} />
    </Card>
  );
}

interface ScopeProps {
  scope: Scope;
  ticked?: boolean;
  tick?: (scope: string, on: boolean) => void;
}

function ScopeRow({ scope, ticked = false, tick }: ScopeProps): ReactNode {
  const say = useWords(consentWords);
  const onlyHr = useWords(onlyHrWords);
  const beyond = isBeyond(scope, useMe()) && tick !== undefined;
  const { meaning, sensitivity } = scope;
  const chooses = tick !== undefined && !scope.required;
  const missing = tick === undefined && !scope.granted;
  return (
    <li>
      <div className="row-head">
        {chooses ? (
          <Checkbox
            checked={ticked}
            disabled={beyond}
            onChange={({ target }) => tick(scope.scope, target.checked)}
          >
            <strong>{meaning}</strong>
          </Checkbox>
        ) : (
          <strong>{meaning}</strong>
        )}
        <span className="tags">
          <span className="tag plain">
            {missing ? say("notGranted") : say(scope.required ? "required" : "optional")}
          </span>
          <span className={sensitivity === "ORDINARY" ? "tag" : "tag warm"}>
            {say(sensitivity)}
          </span>
        </span>
      </div>
      <p>{say("because", { reason: scope.reason })}</p>
      {beyond && <p className="quiet">{onlyHr("needed")}</p>}
      <p className="small">
        <code>{scope.scope}</code>
      </p>
    </li>
  );
}

interface DecidingProps {
  plugin: Plugin;
  optionalScopes: string[];
}

function Deciding({ plugin, optionalScopes }: DecidingProps): ReactNode {
  const say = useWords(consentWords);
  const deed = useDeed(ApprovePluginDocument);
  const [secret, setSecret] = useState<string | null>(null);
  const me = useMe();
  const { id, manifest } = plugin;
  const { name, sha256: manifestSha256 } = manifest;
  const approve = async (): Promise<void> => {
    const done = await deed.run({ input: { installationId: id, manifestSha256, optionalScopes } });
    setSecret(done?.clientSecret ?? null);
  };
  if (secret !== null) {
    return (
      <Secret title={say("secret", { name })} secret={secret} close={() => setSecret(null)}>
        <p>{say("secretUse", { id })}</p>
      </Secret>
    );
  }
  if (plugin.state === "INSTALLING") {
    const proof = manifest.clientAuth === "private_key_jwt" ? "byKey" : "bySecret";
    return <p className="quiet adding">{say(proof, { id })}</p>;
  }
  if (plugin.state !== "PENDING_CONSENT") return null;
  const lacks = plugin.scopes.some((scope) => scope.required && isBeyond(scope, me));
  return (
    <section className="adding" aria-label={say("decide")}>
      <p>{say("whole")}</p>
      {manifest.actsForPeople && <p>{say("forPeople")}</p>}
      {lacks && <OnlyHr />}
      <DeedAlert of={deed} />
      <div className="actions">
        <Button type="primary" disabled={lacks} loading={deed.busy} onClick={() => void approve()}>
          {say("approve")}
        </Button>
        <AskFirst
          deed={UninstallPluginDocument}
          variables={{ input: { installationId: id } }}
          consequence={say("refuseWill", { name })}
        >
          {say("refuse")}
        </AskFirst>
      </div>
    </section>
  );
}
