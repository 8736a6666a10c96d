/** How long the trail is kept: an admin may shorten what the plan says. */
import { InputNumber } from "../../ui/controls.ts";
import { useId, useState, type ReactNode } from "react";
import { ChangeAuditPeriodDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AskFirst } from "../../ui/form/ask-first.tsx";
import { auditWords } from "./words.ts";

const SHORTEST = 180;
const LONGEST = 1095;

export function Period(): ReactNode {
  const say = useWords(auditWords);
  const [days, setDays] = useState(SHORTEST);
  const [kept, setKept] = useState<number | null>(null);
  const field = useId();
  return (
    <Card title={say("period")}>
      <p className="quiet">{say("periodWhy")}</p>
      <div className="actions">
        <label htmlFor={field}>{say("days")}</label>
        <InputNumber
          id={field}
          min={SHORTEST}
          max={LONGEST}
          precision={0}
          value={days}
          onChange={(next) => setDays(next ?? SHORTEST)}
        />
        <AskFirst
          deed={ChangeAuditPeriodDocument}
          variables={{ input: { days } }}
          consequence={say("keepWill", { days })}
          onDone={(payload) => setKept(payload.days ?? null)}
        >
          {say("keep")}
        </AskFirst>
      </div>
      <p role="status">{kept !== null && say("kept", { days: kept })}</p>
    </Card>
  );
}
