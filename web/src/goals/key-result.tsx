import { Button } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { CheckInForm } from "./check-in-form.tsx";
import type { Goal, Result } from "./asked.ts";
import { goalWords } from "./words.ts";

/** From where to where, how far, and how sure they are of it. */
export function KeyResult({ result, goal }: { result: Result; goal: Goal }): ReactNode {
  const say = useWords(goalWords);
  const dates = useDates();
  const [checksIn, setChecksIn] = useState(false);
  const { latestCheckIn: latest } = result;
  const open = goal.state === "ACTIVE" || goal.state === "RETUNING";
  const span = {
    start: dates.number(result.start),
    target: dates.number(result.target),
    unit: result.unit,
  };
  return (
    <li>
      <div className="row-head">
        <h3>{result.title}</h3>
        {result.progress !== null && <strong>{dates.percent(result.progress)}</strong>}
      </div>
      <ProgressBar label={say("progress", { title: result.title })} share={result.progress} />
      <p className="quiet small">
        {say("from", span)} ·{" "}
        {result.current === null
          ? say("unknown")
          : say("now", { value: dates.number(result.current) })}
        {latest && ` · ${say("confidence", { value: latest.confidence })}`}
      </p>
      {latest?.blocker && <p className="small">{say("blocker", { text: latest.blocker })}</p>}
      {open && !checksIn && (
        <Button
          size="small"
          aria-label={say("checkInOn", { title: result.title })}
          onClick={() => setChecksIn(true)}
        >
          {say("checkIn")}
        </Button>
      )}
      {checksIn && <CheckInForm result={result} close={() => setChecksIn(false)} />}
    </li>
  );
}

/** May lie below nothing and above all; the bar shows what fits. */
function ProgressBar({ label, share }: { label: string; share: number | null }): ReactNode {
  const percent = Math.round(Math.min(Math.max(share ?? 0, 0), 1) * 100);
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div style={{ width: `${percent}%` }} />
    </div>
  );
}
