/** Where one is signed in, and which programs may ask Tanlu. Open to everybody, for their own. */
import { useState, type ReactNode } from "react";
import { useAnswer } from "../../asking/use-answer.ts";
import { AccessDocument } from "../../gql/graphql.ts";
import { Answer } from "../../shell/answer.tsx";
import { useWords } from "../../words/use-words.ts";
import "../admin.css";
import { Delegations } from "./delegations.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { Readings } from "./readings.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";
import { accessWords } from "./words.ts";

export default function Access(): ReactNode {
  const say = useWords(accessWords);
  const [after, turn] = useState<string | null>(null);
  const asked = useAnswer(AccessDocument, { after });
  return (
    <>
      <div className="page-head">
        <h1>{say("title")}</h1>
      </div>
      <Answer of={asked}>
        {({ secondFactor, sessions, accessTokens, delegations, heldScopes, contentReadings }) => (
          <>
            {secondFactor?.offered && <SecondFactor factor={secondFactor} />}
            <Tokens tokens={accessTokens} after={after} turn={turn} />
            <Delegations delegations={delegations.nodes} held={heldScopes} />
            <Sessions sessions={sessions.nodes} />
            <Readings readings={contentReadings.nodes} />
          </>
        )}
      </Answer>
    </>
  );
}
