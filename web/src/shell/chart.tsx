/** A picture of numbers. Whoever shows one also shows its numbers as text. */
import { lazy, Suspense, type ReactNode } from "react";
import type { ChartProps } from "./drawing.tsx";

const Drawing = lazy(() => import("./drawing.tsx"));

export function Chart(props: ChartProps): ReactNode {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <Drawing {...props} />
    </Suspense>
  );
}
