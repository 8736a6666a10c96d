/** Somebody's goals: agreed on by two, followed week by week. */
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { useParams } from "wouter";
import { useAnswer } from "../api/use-answer.ts";
import { GoalsDocument, type GoalsQuery } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { Lost } from "../app/lost.tsx";
import { useWords } from "../i18n/use-words.ts";
import { GoalCard } from "./goal-card.tsx";
import "./goals.css";
import { ProposeForm } from "./propose-form.tsx";
import { goalWords } from "./words.ts";

/** One's own at `/goals`, somebody's at `/people/:id/goals`. */
export default function Goals(): ReactNode {
  const me = useMe();
  const { id = me.id } = useParams<{ id?: string }>();
  const asked = useAnswer(GoalsDocument, { person: id });
  return <Answer of={asked}>{(data) => <Page data={data} />}</Answer>;
}

function Page({ data }: { data: GoalsQuery }): ReactNode {
  const say = useWords(goalWords);
  const me = useMe();
  const [proposes, setProposes] = useState(false);
  const { person } = data;
  if (person === null) return <Lost />;
  const own = person.id === me.id;
  return (
    <>
      <div className="page-head">
        <h1>{own ? say("mine") : say("of", { name: person.name })}</h1>
        {!proposes && (
          <Button type="primary" onClick={() => setProposes(true)}>
            {own ? say("propose") : say("proposeFor", { name: person.name })}
          </Button>
        )}
      </div>
      {proposes && <ProposeForm owner={person} close={() => setProposes(false)} />}
      {data.goals.nodes.length === 0 && <p className="nothing">{say("none")}</p>}
      {data.goals.nodes.map((goal) => (
        <GoalCard key={goal.id} goal={goal} />
      ))}
    </>
  );
}
