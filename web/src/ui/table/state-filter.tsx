import { Radio } from "antd";
import type { ReactNode } from "react";

interface Props<S extends string> {
  label: string;
  /** What the button says that leaves all of them in. */
  all: string;
  options: readonly { value: S; name: string }[];
  value: S | null;
  narrow: (state: S | null) => void;
}

const ALL = "";

/** Narrows a list to one state, or to none. */
export function StateFilter<S extends string>(props: Props<S>): ReactNode {
  const { label, all, options, value, narrow } = props;
  return (
    <Radio.Group
      className="states"
      aria-label={label}
      optionType="button"
      value={value ?? ALL}
      options={[
        { value: ALL, label: all },
        ...options.map((each) => ({ value: each.value as string, label: each.name })),
      ]}
      onChange={({ target }) => narrow((target.value as S | "") || null)}
    />
  );
}
