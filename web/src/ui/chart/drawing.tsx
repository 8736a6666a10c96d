/** ECharts, with no more of it than is drawn here. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef, type ReactNode } from "react";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export interface ChartProps {
  option: EChartsCoreOption;
  /** What the picture shows, for those who do not see it. */
  label: string;
  height: number;
  /** A bar or a point was chosen, by its place along the axis. */
  onChoose?: (place: number) => void;
}

export default function Drawing({ option, label, height, onChoose }: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chosen = useRef(onChoose);
  chosen.current = onChoose;
  const written = JSON.stringify(option);
  useEffect(() => {
    if (place.current === null) return undefined;
    const chart = init(place.current, null, { renderer: "svg" });
    chart.setOption(option);
    chart.on("click", ({ dataIndex }) => chosen.current?.(dataIndex));
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [written]);
  return <div ref={place} role="img" aria-label={label} style={{ height, overflow: "hidden" }} />;
}
