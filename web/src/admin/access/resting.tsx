/** Who answers for a program's token; where nobody does any more, another admin can. */
import type { ReactNode } from "react";
import { ApproveTokenDocument, type AccessQuery } from "../../gql/graphql.ts";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { accessWords } from "./words.ts";

type Token = AccessQuery["accessTokens"]["nodes"][number];

export function Resting({ token }: { token: Token }): ReactNode {
  const say = useWords(accessWords);
  const { id, name, rests, approvedBy } = token;
  const answering = approvedBy?.name;
  if (!rests) return answering && <p className="quiet">{say("answers", { name: answering })}</p>;
  return (
    <>
      <p>
        <span className="tag warm">{say("rests")}</span>{" "}
        {answering ? say("restsWhy", { name: answering }) : say("restsWhyNobody")}
      </p>
      <AskFirst
        deed={ApproveTokenDocument}
        variables={{ input: { tokenId: id } }}
        consequence={say("approveWill", { name })}
        label={say("approveOf", { name })}
        harmless
      >
        {say("approve")}
      </AskFirst>
    </>
  );
}
