/** Inviting many at once: those who are chosen among the people that are shown. */
import { Button } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { InviteDocument, type DirectoryQuery } from "../../gql/graphql.ts";
import { isoDay } from "../../i18n/use-dates.ts";
import { useLanguage, useWords } from "../../i18n/use-words.ts";
import { DeedAlert } from "../../ui/form/deed-alert.tsx";
import type { Selection } from "../../ui/table/selection.ts";
import { toast } from "../../ui/toast/toasts.ts";
import { entryWords } from "./entry-words.ts";

type Person = DirectoryQuery["people"]["nodes"][number];

/** Who has come in needs no invitation, and who has left gets none. */
export function mayBeInvited({ entry, leftOn }: Person): boolean {
  return entry !== "CAME" && (leftOn === null || leftOn > isoDay());
}

export function Inviting({ selection }: { selection: Selection<Person> }): ReactNode {
  const say = useWords(entryWords);
  const between = useLanguage() === "en" ? ", " : "、";
  const deed = useDeed(InviteDocument);
  const { chosen, choose } = selection;
  const invite = async (): Promise<void> => {
    const done = await deed.run({ input: { personIds: chosen.map(({ id }) => id) } });
    if (done === null) return;
    const invited = new Set(done.people?.map(({ id }) => id));
    const passedOver = chosen.filter(({ id }) => !invited.has(id)).map(({ name }) => name);
    const left =
      passedOver.length > 0 ? say("passedOver", { names: passedOver.join(between) }) : "";
    toast(`${say("invited", { count: invited.size })} ${left}`);
    choose([]);
  };
  return (
    <>
      <div className="actions inviting">
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
    </>
  );
}
