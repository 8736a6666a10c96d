/** What an admin does first, each step with its page; gone once all is done. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer.ts";
import { FirstDayDocument, type FirstDayQuery } from "../gql/graphql.ts";
import { useWords } from "../i18n/use-words.ts";
import { Rows } from "../ui/card.tsx";
import { Icon } from "../ui/icon.tsx";
import styles from "./first-day.module.css";
import { firstDayWords } from "./first-day-words.ts";

interface Step {
  readonly name: "people" | "invite" | "signIn" | "connect";
  readonly to: string;
  readonly isDone: boolean;
}

function stepsOf(data: FirstDayQuery): readonly Step[] {
  const hasPeople = data.people.totalCount > 1;
  return [
    { name: "people", to: "/admin/people/import", isDone: hasPeople },
    {
      name: "invite",
      to: "/admin/people",
      isDone: hasPeople && data.uninvited.totalCount === 0,
    },
    { name: "signIn", to: "/admin/sign-in", isDone: data.identityProviders.totalCount > 0 },
    { name: "connect", to: "/admin/connections", isDone: data.dataConnections.totalCount > 0 },
  ];
}

export default function FirstDay(): ReactNode {
  const say = useWords(firstDayWords);
  const { data } = useAnswer(FirstDayDocument, {});
  if (data === null) return null;
  const steps = stepsOf(data);
  const done = steps.filter(({ isDone }) => isDone).length;
  if (done === steps.length) return null;
  return (
    <Rows
      title={say("title", { done, all: steps.length })}
      nothing=""
      of={steps}
      row={(step) => (
        <li key={step.name} className={styles.step}>
          <span className={step.isDone ? styles.done : styles.open}>
            {step.isDone && <Icon name="check" />}
          </span>
          <span>
            <Link href={step.to}>{say(step.name)}</Link>
            {step.isDone && <span className="unseen">{say("done")}</span>}
            <span className="quiet small">{say(`${step.name}Why`)}</span>
          </span>
        </li>
      )}
    />
  );
}
