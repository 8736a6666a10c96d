import { Button } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import {
  FulfilCommitmentDocument,
  ReleaseCommitmentDocument,
  type CommitmentLineFragment,
} from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { DeedAlert } from "../ui/form/deed-alert.tsx";
import { fetched } from "../ui/fetched.tsx";
import { isoDay, useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { commitmentWords } from "./words.ts";

const CarryOver = fetched(() => import("./carry-over.tsx"));

/** A promise with what can be done about it; settled, it only says how it ended. */
export function CommitmentLine({ commitment }: { commitment: CommitmentLineFragment }): ReactNode {
  const say = useWords(commitmentWords);
  const me = useMe();
  const mine = commitment.owner.id === me.id;
  return (
    <li>
      <p>{commitment.text}</p>
      <p className="quiet">
        {mine
          ? say("to", { name: commitment.counterpart.name })
          : say("by", { name: commitment.owner.name })}
        {" · "}
        <Due commitment={commitment} />
      </p>
      {commitment.settled ? (
        <span className="tag plain">{say(commitment.state)}</span>
      ) : (
        <Settling commitment={commitment} />
      )}
    </li>
  );
}

function Due({ commitment }: { commitment: CommitmentLineFragment }): ReactNode {
  const say = useWords(commitmentWords);
  const day = useDates().day(commitment.dueOn);
  const late = !commitment.settled && commitment.dueOn < isoDay();
  return (
    <>
      <span className={late ? "late" : undefined}>{say(late ? "overdue" : "due", { day })}</span>
      {commitment.timesCarriedOver > 0 &&
        ` · ${say("carried", { times: commitment.timesCarriedOver })}`}
    </>
  );
}

function Settling({ commitment }: { commitment: CommitmentLineFragment }): ReactNode {
  const say = useWords(commitmentWords);
  const me = useMe();
  const [later, setLater] = useState(false);
  const fulfil = useDeed(FulfilCommitmentDocument);
  const release = useDeed(ReleaseCommitmentDocument);
  const input = { commitmentId: commitment.id };
  const wanted = commitment.releaseWantedBy;
  const others = commitment.counterpart.id === me.id;
  return (
    <>
      {wanted && (
        <p className="quiet">
          {wanted.id === me.id
            ? say("dropWaits", { name: (others ? commitment.owner : commitment.counterpart).name })
            : say("dropWanted", { name: wanted.name })}
        </p>
      )}
      <div className="actions" role="group" aria-label={say("settle", { text: commitment.text })}>
        {others && (
          <Button size="small" loading={fulfil.busy} onClick={() => void fulfil.run({ input })}>
            {say("kept")}
          </Button>
        )}
        <Button size="small" aria-expanded={later} onClick={() => setLater(!later)}>
          {say("later")}
        </Button>
        {wanted?.id !== me.id && (
          <Button size="small" loading={release.busy} onClick={() => void release.run({ input })}>
            {say(wanted ? "dropToo" : "drop")}
          </Button>
        )}
      </div>
      <DeedAlert of={fulfil} />
      <DeedAlert of={release} />
      {later && <CarryOver commitment={commitment} close={() => setLater(false)} />}
    </>
  );
}
