import { Button } from "../ui/controls.ts";
import type { ReactNode } from "react";
import type { ScorecardGrain } from "../gql/graphql.ts";
import { Card as Section } from "../ui/card.tsx";
import { Chart } from "../ui/chart/chart.tsx";
import { usePalette } from "../ui/theme/use-theme.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { usePeriod } from "./period.ts";
import type { Card } from "./asked.ts";
import { scorecardWords } from "./words.ts";

interface Props {
  cards: readonly Card[];
  chosen: Card;
  choose: (id: string) => void;
  grain: ScorecardGrain;
}

/** The two figures of each period: as bars, and as a table whose rows lead on. */
export function Figures({ cards, chosen, choose, grain }: Props): ReactNode {
  const say = useWords(scorecardWords);
  const period = usePeriod();
  const colours = usePalette();
  const inOrder = [...cards].reverse();
  const bar = (name: string, color: string, values: (number | null)[]): object => ({
    type: "bar",
    name,
    barMaxWidth: 28,
    itemStyle: { color, borderRadius: [6, 6, 0, 0] },
    // What is unknown has no bar; nought would say something else.
    data: values.map((value) => (value === null ? null : Math.round(value * 100))),
  });
  const option = {
    animation: false,
    grid: { left: 8, right: 8, top: 44, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: colours.quiet } },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: {
      type: "category",
      data: inOrder.map((card) => period(card.periodStart, grain)),
      axisLabel: { color: colours.quiet },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.axis } },
    },
    yAxis: {
      type: "value",
      max: 100,
      axisLabel: { color: colours.quiet, formatter: "{value}%" },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      bar(
        say("coverage"),
        colours.green,
        inOrder.map((card) => card.coverage),
      ),
      bar(
        say("followThrough"),
        colours.gold,
        inOrder.map((card) => card.followThrough),
      ),
    ],
  };
  return (
    <Section title={say("chart")}>
      <Chart
        option={option}
        label={say("chart")}
        height={260}
        onChoose={(place) => choose(inOrder[place]?.id ?? chosen.id)}
      />
      <FigureTable cards={cards} chosen={chosen} choose={choose} grain={grain} />
    </Section>
  );
}

function FigureTable({ cards, chosen, choose, grain }: Props): ReactNode {
  const say = useWords(scorecardWords);
  const period = usePeriod();
  return (
    <div className="scrolls" tabIndex={0} role="region" aria-label={say("table")}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{say("period")}</th>
            <th scope="col">{say("coverage")}</th>
            <th scope="col">{say("followThrough")}</th>
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => {
            const name = period(card.periodStart, grain);
            return (
              <tr key={card.id} className={card.id === chosen.id ? "chosen" : ""}>
                <th scope="row">
                  <Button
                    type="link"
                    aria-pressed={card.id === chosen.id}
                    aria-label={say("choose", { period: name })}
                    onClick={() => choose(card.id)}
                  >
                    {name}
                  </Button>
                </th>
                <td>
                  <Share
                    of={card.coverage}
                    part={card.talksHeldAndRecorded}
                    whole={card.talksRequired}
                  />
                </td>
                <td>
                  <Share
                    of={card.followThrough}
                    part={card.commitmentsKept}
                    whole={card.commitmentsDue}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Share({ of, part, whole }: { of: number | null; part: number; whole: number }): ReactNode {
  const say = useWords(scorecardWords);
  const dates = useDates();
  return of === null ? (
    <span className="quiet">{say("unknown")}</span>
  ) : (
    say("share", { share: dates.percent(of), part, whole })
  );
}
