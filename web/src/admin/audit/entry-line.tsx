import type { ReactNode } from "react";
import type { AuditTrailQuery } from "../../gql/graphql.ts";
import { useDates } from "../../words/use-dates.ts";
import { useWords } from "../../words/use-words.ts";
import { deedWords, isDeed } from "./deeds.ts";
import { isRefusal, refusalWords } from "./refusals.ts";
import { auditWords } from "./words.ts";

type Entry = AuditTrailQuery["auditEntries"]["nodes"][number];

const ACTORS = {
  AI: "byAi",
  OPERATOR: "byOperator",
  PLUGIN: "byProgram",
  STRANGER: "byStranger",
  SYSTEM: "bySystem",
} as const;

export function EntryLine({ entry }: { entry: Entry }): ReactNode {
  const say = useWords(auditWords);
  const name = useWords(deedWords);
  const why = useWords(refusalWords);
  const dates = useDates();
  const deed = isDeed(entry.deed) ? name(entry.deed) : entry.deed;
  const whom = entry.about.map((person) => person.name).join(say("and"));
  const { because } = entry.details as Record<string, unknown>;
  const details = Object.entries(entry.details as Record<string, unknown>).filter(
    ([key]) => key !== "because" || !isRefusal(because),
  );
  return (
    <li>
      <p>
        <strong>{deed}</strong>
        {whom && ` · ${whom}`}
      </p>
      <p className="quiet">
        {say("facts", { who: useActor(entry), at: dates.moment(entry.at), seq: entry.seq })}
        {entry.network && ` · ${say("from", { network: entry.network })}`}
      </p>
      {isRefusal(because) && <p>{why(because)}</p>}
      {details.length > 0 && (
        <p className="small">
          <code>{details.map(([key, value]) => `${key}: ${shown(value)}`).join(" · ")}</code>
        </p>
      )}
    </li>
  );
}

function useActor(entry: Entry): string {
  const say = useWords(auditWords);
  const kind = entry.actorKind as keyof typeof ACTORS;
  const who = entry.actor?.name ?? (kind in ACTORS ? say(ACTORS[kind]) : entry.actorKind);
  return entry.actor && entry.viaId ? say("through", { who }) : who;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "–");
}
