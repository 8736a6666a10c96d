/** What waits for somebody's word or deed, the most urgent first. */
import type { WaitingQuery } from "../gql/graphql.ts";

type Shared = WaitingQuery["shared"]["nodes"][number];
type Goal = WaitingQuery["goals"]["nodes"][number];
type Talk = WaitingQuery["held"]["nodes"][number];
type Commitment = WaitingQuery["commitments"]["nodes"][number];

export type Waiting =
  | { kind: "record"; id: string; on: string; of: Shared }
  | { kind: "goal" | "revision"; id: string; on: string; of: Goal }
  | { kind: "held" | "toRecord" | "toShare"; id: string; on: string; of: Talk }
  | { kind: "promise"; id: string; on: string; of: Commitment };

/** The owner and their manager each say yes to so many things. */
const TICKS = 3;

/** `me` is whose word is waited for; promises that are due after the day `soon` can wait. */
export function waitingFor(me: string, data: WaitingQuery, soon: string): readonly Waiting[] {
  const found: Waiting[] = [
    ...data.shared.nodes.map((of) => ({
      kind: "record" as const,
      id: of.id,
      on: day(of.sharedAt ?? of.occurredAt),
      of,
    })),
    ...data.goals.nodes.flatMap((of) => ofGoal(me, of)),
    ...data.held.nodes.flatMap((of) => ofTalk(me, of)),
    ...data.commitments.nodes
      .filter(({ dueOn }) => dueOn <= soon)
      .map((of) => ({ kind: "promise" as const, id: of.id, on: of.dueOn, of })),
  ];
  return found.sort((one, other) => one.on.localeCompare(other.on));
}

function ofGoal(me: string, of: Goal): Waiting[] {
  if (of.owner.id !== me && of.owner.manager?.id !== me) return [];
  const { id } = of;
  if (of.state === "RETUNING") {
    const proposed = of.revisions.find(({ state }) => state === "PROPOSED");
    if (proposed === undefined || proposed.proposedBy.id === me) return [];
    return [{ kind: "revision", id, on: day(of.createdAt), of }];
  }
  const mine = of.ticks.filter(({ person }) => person.id === me);
  return mine.length < TICKS ? [{ kind: "goal", id, on: day(of.createdAt), of }] : [];
}

function ofTalk(me: string, of: Talk): Waiting[] {
  const { id } = of;
  const on = day(of.heldAt ?? of.startsAt ?? of.plannedAt);
  if (of.state === "IN_PROGRESS") {
    const said = of.confirmations.map(({ person }) => person.id);
    return said.length > 0 && !said.includes(me) ? [{ kind: "held", id, on, of }] : [];
  }
  if (of.manager.id !== me) return [];
  if (of.state === "RECORDED") {
    return of.record?.state === "DRAFT" ? [{ kind: "toShare", id, on, of }] : [];
  }
  return [{ kind: "toRecord", id, on: of.recordDueOn ?? on, of }];
}

function day(iso: string): string {
  return iso.slice(0, 10);
}
