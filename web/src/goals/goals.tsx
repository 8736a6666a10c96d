/** Somebody's goals: agreed on by two, followed week by week. */
import { Button } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useParams } from "wouter";
import { useMore, type Grown } from "../api/use-more.ts";
import { GoalsDocument, type GoalsQuery } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { Lost } from "../app/lost.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { useBegun } from "../ui/use-begun.ts";
import { GoalCard } from "./goal-card.tsx";
import "./goals.css";
import { ProposeForm } from "./propose-form.tsx";
import { goalWords } from "./words.ts";

/** One's own at `/goals`, somebody's at `/people/:id/goals`. */
export default function Goals(): ReactNode {
  const me = useMe();
  const { id = me.id } = useParams<{ id?: string }>();
  const goals = useMore(GoalsDocument, { person: id }, pickGoals);
  const { first: data, trouble, asking, again } = goals;
  return (
    <Answer of={{ data, trouble, asking, again }}>
      {({ person }) => (person === null ? <Lost /> : <Page person={person} goals={goals} />)}
    </Answer>
  );
}

type Goal = GoalsQuery["goals"]["nodes"][number];

const pickGoals = ({ goals }: GoalsQuery): GoalsQuery["goals"] => goals;

interface Props {
  person: NonNullable<GoalsQuery["person"]>;
  goals: Grown<GoalsQuery, Goal>;
}

function Page({ person, goals }: Props): ReactNode {
  const say = useWords(goalWords);
  const me = useMe();
  const [proposes, setProposes] = useState(false);
  useBegun(() => setProposes(true));
  const own = person.id === me.id;
  const propose = own ? say("propose") : say("proposeFor", { name: person.name });
  const rows = goals.rows ?? [];
  return (
    <>
      <PageHead title={own ? say("mine") : say("of", { name: person.name })}>
        {!proposes && (
          <Button type="primary" onClick={() => setProposes(true)}>
            {propose}
          </Button>
        )}
      </PageHead>
      {proposes && <ProposeForm owner={person} close={() => setProposes(false)} />}
      {rows.length === 0 && !proposes && (
        <Empty text={say("none")} way={{ text: propose, begin: () => setProposes(true) }} />
      )}
      {rows.map((goal) => (
        <GoalCard key={goal.id} goal={goal} />
      ))}
      <More of={goals} />
    </>
  );
}
