/** Where one is signed in, and which programs may ask Tanlu. Open to everybody, for their own. */
import { type ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { AccessDocument } from "../../gql/graphql.ts";
import { Answer } from "../../ui/answer.tsx";
import { useWords } from "../../i18n/use-words.ts";
import "../admin.css";
import { Delegations } from "./delegations.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { Readings } from "./readings.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";
import { accessWords } from "./words.ts";
import { usePages } from "../../ui/table/use-pages.ts";

export default function Access(): ReactNode {
  const say = useWords(accessWords);
  const pages = usePages();
  const asked = useAnswer(AccessDocument, { after: pages.after });
  return (
    <>
      <div className="page-head">
        <h1>{say("title")}</h1>
      </div>
      <Answer of={asked}>
        {({ secondFactor, sessions, accessTokens, delegations, heldScopes, contentReadings }) => (
          <>
            {secondFactor?.offered && <SecondFactor factor={secondFactor} />}
            <Tokens tokens={accessTokens} pages={pages} />
            <Delegations delegations={delegations} held={heldScopes} />
            <Sessions sessions={sessions} />
            <Readings readings={contentReadings} />
          </>
        )}
      </Answer>
    </>
  );
}
