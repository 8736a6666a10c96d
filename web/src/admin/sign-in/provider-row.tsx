import { useState, type ReactNode } from "react";
import {
  ChangeIdentityProviderDocument,
  CheckIdentityProviderDocument,
  RemoveIdentityProviderDocument,
} from "../../gql/graphql.ts";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { ChangeProvider } from "./provider-form.tsx";
import type { Provider } from "./asked.ts";
import { providerWords } from "./words.ts";

const A_MOMENT = 2_000;

interface Props {
  provider: Provider;
  again: () => void;
}

export function ProviderRow({ provider, again }: Props): ReactNode {
  const say = useWords(providerWords);
  const { name, enabled } = provider;
  return (
    <li>
      <div className="row-head">
        <strong>{name}</strong>
        <span className={enabled ? "tag" : "tag plain"}>{say(enabled ? "on" : "off")}</span>
      </div>
      <dl className="facts">
        <dt>{say("issuer")}</dt>
        <dd>{provider.issuer}</dd>
        <dt>{say("clientId")}</dt>
        <dd>{provider.clientId}</dd>
        <dt>{say("domains")}</dt>
        <dd>{provider.emailDomains.join(", ") || "–"}</dd>
        <dt>{say("callback")}</dt>
        <dd>
          <code>{`${window.location.origin}/sign-in/oidc/${provider.id}/callback`}</code>
        </dd>
      </dl>
      <Checked provider={provider} again={again} />
      <div className="actions">
        <Opener open={say("change")} label={say("changeOf", { name })}>
          {(close) => <ChangeProvider provider={provider} close={close} />}
        </Opener>
        <Switch provider={provider} />
        <AskFirst
          deed={RemoveIdentityProviderDocument}
          variables={{ input: { providerId: provider.id } }}
          consequence={say("removeWill", { name })}
        >
          {say("remove")}
        </AskFirst>
      </div>
    </li>
  );
}

function Checked({ provider, again }: Props): ReactNode {
  const say = useWords(providerWords);
  const dates = useDates();
  const { checkedAt, problem } = provider;
  const [before, setBefore] = useState<string | null | undefined>();
  const asked = (): void => {
    setBefore(checkedAt);
    window.setTimeout(again, A_MOMENT);
  };
  const when = checkedAt === null ? "" : dates.moment(checkedAt);
  return (
    <>
      <p role="status" {...(problem !== null && { className: "late" })}>
        {before !== undefined && before === checkedAt && say("checking")}
        {before !== checkedAt && checkedAt === null && say("unchecked")}
        {before !== checkedAt && checkedAt !== null && problem === null && say("checked", { when })}
        {before !== checkedAt && problem !== null && say("problem", { when, problem })}
      </p>
      <DeedButton
        small
        deed={CheckIdentityProviderDocument}
        variables={{ input: { providerId: provider.id } }}
        onDone={asked}
      >
        {say("check")}
      </DeedButton>
    </>
  );
}

function Switch({ provider }: Pick<Props, "provider">): ReactNode {
  const say = useWords(providerWords);
  const { id: providerId, name, enabled } = provider;
  const variables = { input: { providerId, enabled: !enabled } };
  if (!enabled) {
    return (
      <DeedButton deed={ChangeIdentityProviderDocument} variables={variables}>
        {say("switchOn")}
      </DeedButton>
    );
  }
  return (
    <AskFirst
      deed={ChangeIdentityProviderDocument}
      variables={variables}
      consequence={say("switchOffWill", { name })}
    >
      {say("switchOff")}
    </AskFirst>
  );
}
