/** Where the company's people have accounts already, and whose each account is. */
import { type ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { IdentityProvidersDocument } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { Rows } from "../../ui/card.tsx";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { ForRoles } from "../for-roles.tsx";
import { Opener } from "../../ui/form/opener.tsx";
import { Demand } from "./demand.tsx";
import { DemandSingleSignOn } from "./demand-single-sign-on.tsx";
import { Domains } from "./domains.tsx";
import { Identities } from "./identities.tsx";
import { AddProvider } from "./provider-form.tsx";
import { ProviderRow } from "./provider-row.tsx";
import { providerWords } from "./words.ts";
import { usePages } from "../../ui/table/use-pages.ts";

export default function Providers(): ReactNode {
  return (
    <ForRoles roles={["ADMIN"]}>
      <Page />
    </ForRoles>
  );
}

function Page(): ReactNode {
  const say = useWords(providerWords);
  const pages = usePages();
  const asked = useAnswer(IdentityProvidersDocument, { after: pages.after });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{say("title")}</h1>
          <p className="quiet">{say("what")}</p>
        </div>
      </div>
      <Answer of={asked}>
        {({ identityProviders, identities, emailDomains, secondFactor, signInPolicy }) => (
          <>
            <Rows
              title={say("providers")}
              nothing={say("none")}
              of={identityProviders.nodes}
              total={identityProviders.totalCount}
              row={(one) => <ProviderRow key={one.id} provider={one} again={asked.again} />}
            >
              <div className="adding">
                <Opener open={say("add")}>{(close) => <AddProvider close={close} />}</Opener>
              </div>
            </Rows>
            <Domains domains={emailDomains} />
            {signInPolicy && <DemandSingleSignOn policy={signInPolicy} />}
            <Demand demanded={secondFactor?.demanded === true} />
            <Identities identities={identities} pages={pages} />
          </>
        )}
      </Answer>
    </>
  );
}
