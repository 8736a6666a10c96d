import { useState, type ReactNode } from "react";
import { RevokeTokenDocument, type AccessQuery } from "../../gql/graphql.ts";
import { Rows } from "../../ui/card.tsx";
import { shellWords } from "../../app/words.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { Pager } from "../../ui/table/pager.tsx";
import { Resting } from "./resting.tsx";
import { Secret } from "../secret.tsx";
import { TokenForm, type Issued } from "./token-form.tsx";
import { accessWords } from "./words.ts";
import { type Pages } from "../../ui/table/use-pages.ts";

type Token = AccessQuery["accessTokens"]["nodes"][number];

interface Props {
  tokens: AccessQuery["accessTokens"];
  pages: Pages;
}

export function Tokens({ tokens, pages }: Props): ReactNode {
  const say = useWords(accessWords);
  const [issued, setIssued] = useState<Issued | null>(null);
  return (
    <>
      {issued && (
        <Secret
          title={say("secret", { name: issued.name })}
          secret={issued.secret}
          close={() => setIssued(null)}
        >
          <p className="quiet">{say("secretUse")}</p>
        </Secret>
      )}
      <Rows
        title={say("tokens")}
        nothing={say("tokensNone")}
        of={tokens.nodes}
        row={(token) => <Row key={token.id} token={token} />}
      >
        <Pager pages={pages} pageInfo={tokens.pageInfo} rows={tokens.nodes.length} />
        <div className="adding">
          <p className="quiet">{say("tokensWhy")}</p>
          <Opener open={say("create")}>
            {(close) => (
              <TokenForm
                close={close}
                onIssued={(made) => {
                  setIssued(made);
                  close();
                }}
              />
            )}
          </Opener>
        </div>
      </Rows>
    </>
  );
}

function Row({ token }: { token: Token }): ReactNode {
  const say = useWords(accessWords);
  const role = useWords(shellWords);
  const dates = useDates();
  const { name, lastFour: last, lastUsedOn } = token;
  const created = dates.day(token.createdAt);
  const expires = dates.day(token.expiresAt);
  const used = lastUsedOn === null ? say("unused") : say("used", { day: dates.day(lastUsedOn) });
  return (
    <li>
      <div className="row-head">
        <strong>{name}</strong>
        <span className="tags">
          <span className="tag plain">{say(token.kind === "USER" ? "mine" : "program")}</span>
          {token.roles.map((each) => (
            <span key={each} className="tag">
              {role(each)}
            </span>
          ))}
          <End token={token} />
        </span>
      </div>
      <p className="quiet">
        {say("facts", { last, created, expires })} · {used}
      </p>
      <p className="small">
        <code>{token.scopes.join("  ")}</code>
      </p>
      {isGood(token) && token.kind === "APP" && <Resting token={token} />}
      {isGood(token) && (
        <AskFirst
          deed={RevokeTokenDocument}
          variables={{ input: { tokenId: token.id } }}
          consequence={say("revokeWill", { name })}
          label={say("revokeOf", { name })}
        >
          {say("revoke")}
        </AskFirst>
      )}
    </li>
  );
}

function End({ token }: { token: Token }): ReactNode {
  const say = useWords(accessWords);
  const dates = useDates();
  if (isGood(token)) return null;
  const { revokedAt } = token;
  const said = revokedAt === null ? say("expired") : say("revoked", { day: dates.day(revokedAt) });
  return <span className="tag warm">{said}</span>;
}

function isGood(token: Token): boolean {
  return token.revokedAt === null && new Date(token.expiresAt) > new Date();
}
