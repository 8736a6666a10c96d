/** One line of time from what is kept apart: conversations, their records, goals. */
import type { DossierQuery, GoalState, GoalOutcome, TalkLineFragment } from "../gql/graphql.ts";

type Record = DossierQuery["records"]["nodes"][number];
type Goal = DossierQuery["goals"]["nodes"][number];

interface Moment {
  readonly id: string;
  readonly at: string;
}

export interface TalkHappened extends Moment {
  readonly is: "talk";
  readonly talk: TalkLineFragment;
}

export interface RecordHappened extends Moment {
  readonly is: "record";
  readonly record: Record;
}

export interface GoalHappened extends Moment {
  readonly is: "goal";
  readonly title: string;
  readonly became: GoalState | GoalOutcome;
}

export type Happening = TalkHappened | RecordHappened | GoalHappened;

/** Newest first. A conversation whose record may be seen is told by its record. */
export function happenings(data: DossierQuery): Happening[] {
  const recorded = new Set(data.records.nodes.map((record) => record.conversation?.id));
  const talks = (data.person?.conversations.nodes ?? []).filter((talk) => !recorded.has(talk.id));
  return [
    ...talks.map(talkHappened),
    ...data.records.nodes.map((record) => ({
      is: "record" as const,
      id: record.id,
      at: record.occurredAt,
      record,
    })),
    ...data.goals.nodes.flatMap(goalHappened),
  ].sort((one, other) => other.at.localeCompare(one.at));
}

function talkHappened(talk: TalkLineFragment): TalkHappened {
  return { is: "talk", id: talk.id, at: talk.heldAt ?? talk.startsAt ?? talk.plannedAt, talk };
}

function goalHappened(goal: Goal): GoalHappened[] {
  const { id, title, closure } = goal;
  const turn = (at: string, became: GoalState | GoalOutcome): GoalHappened => ({
    is: "goal",
    id,
    title,
    at,
    became,
  });
  if (goal.activatedAt === null) return [turn(goal.createdAt, goal.state)];
  return [
    turn(goal.activatedAt, "ACTIVE"),
    ...(closure ? [turn(closure.closedAt, closure.outcome)] : []),
  ];
}
