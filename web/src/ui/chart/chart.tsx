/** A picture of numbers. Whoever shows one also shows its numbers as text. */
import type { ChartProps } from "./drawing.tsx";
import { fetched } from "../fetched.tsx";

export const Chart = fetched<ChartProps>(
  () => import("./drawing.tsx"),
  ({ height }) => <div style={{ height }} />,
);
