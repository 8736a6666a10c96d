/** How long the trail is kept: an admin may shorten what the plan says. */
import { InputNumber } from "../../ui/controls.ts";
import { useId, useState, type ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import {
  AuditPeriodDocument,
  ChangeAuditPeriodDocument,
  type AuditPeriodQuery,
} from "../../gql/graphql.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { Answer } from "../../ui/answer.tsx";
import { Card } from "../../ui/card.tsx";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { auditWords } from "./words.ts";

type InForce = NonNullable<AuditPeriodQuery["auditPeriod"]>;

export function Period(): ReactNode {
  const say = useWords(auditWords);
  const asked = useAnswer(AuditPeriodDocument, {});
  return (
    <Card title={say("period")}>
      <Answer of={asked}>
        {({ auditPeriod }) => auditPeriod && <Change inForce={auditPeriod} />}
      </Answer>
    </Card>
  );
}

function Change({ inForce }: { inForce: InForce }): ReactNode {
  const say = useWords(auditWords);
  const { number } = useDates();
  const { longest, shortest } = inForce;
  const [days, setDays] = useState(shortest);
  const field = useId();
  return (
    <>
      <p role="status">{say("kept", { days: number(inForce.days) })}</p>
      <p className="quiet">{say("periodWhy", { longest: number(longest) })}</p>
      <div className="actions">
        <label htmlFor={field}>{say("days")}</label>
        <InputNumber
          id={field}
          min={shortest}
          max={longest}
          precision={0}
          value={days}
          onChange={(next) => setDays(next ?? shortest)}
        />
        <AskFirst
          deed={ChangeAuditPeriodDocument}
          variables={{ input: { days } }}
          consequence={say(days < inForce.days ? "keepWill" : "keepLonger", { days: number(days) })}
        >
          {say("keep")}
        </AskFirst>
      </div>
    </>
  );
}
