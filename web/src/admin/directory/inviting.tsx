/** Inviting many at once: those who are chosen among the people that are shown. */
import { Button, Checkbox } from "antd";
import { useState, type ReactNode } from "react";
import { useDeed } from "../../asking/use-deed.ts";
import { InviteDocument, type DirectoryQuery } from "../../gql/graphql.ts";
import { DeedAlert } from "../../shell/deed-alert.tsx";
import { isoDay } from "../../words/use-dates.ts";
import { useLanguage, useWords } from "../../words/use-words.ts";
import { entryWords } from "./entry-words.ts";

type Person = DirectoryQuery["people"]["nodes"][number];

interface Outcome {
  invited: number;
  passedOver: string[];
}

interface State {
  /** Of those shown: who may be invited, and who is chosen. */
  open: readonly Person[];
  chosen: readonly Person[];
  choose: (people: readonly Person[]) => void;
}

export function useInviting(shown: readonly Person[]): State {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const open = shown.filter(mayBeInvited);
  const chosen = open.filter(({ id }) => ids.has(id));
  return { open, chosen, choose: (people) => setIds(new Set(people.map(({ id }) => id))) };
}

export function Inviting({ inviting }: { inviting: State }): ReactNode {
  const say = useWords(entryWords);
  const between = useLanguage() === "en" ? ", " : "、";
  const deed = useDeed(InviteDocument);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { open, chosen, choose } = inviting;
  const invite = async (): Promise<void> => {
    setOutcome(null);
    const done = await deed.run({ input: { personIds: chosen.map(({ id }) => id) } });
    if (done === null) return;
    const invited = new Set(done.people?.map(({ id }) => id));
    const passedOver = chosen.filter(({ id }) => !invited.has(id)).map(({ name }) => name);
    setOutcome({ invited: invited.size, passedOver });
    choose([]);
  };
  const all = chosen.length === open.length && open.length > 0;
  return (
    <>
      <div className="actions inviting">
        <Checkbox
          checked={all}
          indeterminate={chosen.length > 0 && !all}
          disabled={open.length === 0}
          onChange={() => choose(all ? [] : open)}
        >
          {say("all", { count: open.length })}
        </Checkbox>
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={deed.busy}
          onClick={() => void invite()}
        >
          {say("invite", { count: chosen.length })}
        </Button>
      </div>
      <DeedAlert of={deed} />
      <p role="status">
        {outcome && say("invited", { count: outcome.invited })}
        {outcome && outcome.passedOver.length > 0 && " "}
        {outcome &&
          outcome.passedOver.length > 0 &&
          say("passedOver", { names: outcome.passedOver.join(between) })}
      </p>
    </>
  );
}

export function Chosen({ person, inviting }: { person: Person; inviting: State }): ReactNode {
  const say = useWords(entryWords);
  if (!mayBeInvited(person)) return null;
  const { chosen, choose } = inviting;
  const isChosen = chosen.includes(person);
  const others = chosen.filter((each) => each !== person);
  return (
    <Checkbox
      aria-label={say("choose", { name: person.name })}
      checked={isChosen}
      onChange={() => choose(isChosen ? others : [...chosen, person])}
    />
  );
}

function mayBeInvited({ entry, leftOn }: Person): boolean {
  return entry !== "CAME" && (leftOn === null || leftOn > isoDay());
}
