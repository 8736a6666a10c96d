/** What is told of each entry of the trail. */
import type { ReactNode } from "react";
import type { AuditOrder, AuditTrailQuery } from "../../gql/graphql.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import type { Column } from "../../ui/table/column.ts";
import { deedWords, isDeed } from "./deeds.ts";
import { detailWords, isDetail, type Detail } from "./detail-words.ts";
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

export function useAuditColumns(): readonly Column<Entry, AuditOrder>[] {
  const say = useWords(auditWords);
  const dates = useDates();
  return [
    { key: "deed", title: say("deed"), cell: (entry) => <What of={entry} /> },
    { key: "who", title: say("who"), isShort: true, cell: (entry) => <Actor of={entry} /> },
    {
      key: "about",
      title: say("about"),
      cell: ({ about }) => about.map(({ name }) => name).join(say("and")) || null,
    },
    {
      key: "at",
      title: say("at"),
      orders: ["SEQ_DESC", "SEQ_ASC"],
      isShort: true,
      cell: ({ at }) => dates.moment(at),
    },
    { key: "network", title: say("network"), isShort: true, cell: ({ network }) => network },
    { key: "seq", title: say("seq"), isNumber: true, cell: ({ seq }) => dates.number(seq) },
  ];
}

function What({ of }: { of: Entry }): ReactNode {
  const name = useWords(deedWords);
  const why = useWords(refusalWords);
  const told = of.details as Record<string, unknown>;
  const { because } = told;
  const call = useWords(detailWords);
  // Whom a deed is about stands in a column of its own; other ids say nothing to a reader.
  const details = Object.entries(told).filter(
    ([key]) => isDetail(key) && (key !== "because" || !isRefusal(because)),
  ) as [Detail, unknown][];
  return (
    <>
      {isDeed(of.deed) ? name(of.deed) : of.deed}
      {isRefusal(because) && <p className="told">{why(because)}</p>}
      {details.length > 0 && (
        <p className="told">
          <code>{details.map(([key, value]) => `${call(key)}: ${shown(value)}`).join(" · ")}</code>
        </p>
      )}
    </>
  );
}

function Actor({ of }: { of: Entry }): ReactNode {
  const say = useWords(auditWords);
  const kind = of.actorKind as keyof typeof ACTORS;
  const who = of.actor?.name ?? (kind in ACTORS ? say(ACTORS[kind]) : of.actorKind);
  return of.actor && of.viaId ? say("through", { who }) : who;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "–");
}
