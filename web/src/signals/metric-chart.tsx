import type { ReactNode } from "react";
import type { EvidenceQuery } from "../gql/graphql.ts";
import { Chart } from "../ui/chart/chart.tsx";
import { usePalette } from "../ui/theme/use-theme.ts";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { sourceName } from "./source-name.ts";
import { weeksOf } from "./weeks.ts";
import { evidenceWords } from "./words.ts";

type Series = EvidenceQuery["metricSeries"]["nodes"][number];

/** A metric as a line and, for those who see none, as a table. */
export function MetricChart({ series }: { series: Series }): ReactNode {
  const say = useWords(evidenceWords);
  const dates = useDates();
  const colours = usePalette();
  const points = [...series.points.nodes].reverse();
  const weeks = weeksOf(points);
  const last = points.at(-1);
  const option = {
    animation: false,
    grid: { left: 8, right: 16, top: 16, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: {
      type: "category",
      data: weeks.map((week) => dates.day(week.start)),
      axisLabel: { color: colours.quiet, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.axis } },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: colours.quiet },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      {
        type: "line",
        data: weeks.map((week) => week.value),
        symbolSize: 7,
        lineStyle: { color: colours.green, width: 2.5 },
        itemStyle: { color: colours.amber },
      },
    ],
  };
  return (
    <figure className="metric">
      <figcaption>
        <h3>{series.title}</h3>
        <p className="quiet small">
          {say("fromSource", { unit: series.unitTitle, source: sourceName(series.source) })}
        </p>
        {last && <p className="latest">{dates.number(last.value)}</p>}
      </figcaption>
      <Chart option={option} label={say("chart", { name: series.title })} height={180} />
      <details>
        <summary>{say("asTable")}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("week")}</th>
              <th scope="col">{say("value")}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.periodStart}>
                <td>{dates.day(point.periodStart)}</td>
                <td>{dates.number(point.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
