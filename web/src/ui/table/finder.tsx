import { Input } from "antd";
import type { ReactNode } from "react";

interface Props {
  label: string;
  find: (part: string) => void;
}

/** Narrows a list to what holds a part of a name. */
export function Finder({ label, find }: Props): ReactNode {
  return (
    <Input.Search
      className="finder"
      allowClear
      aria-label={label}
      placeholder={label}
      onSearch={(typed) => find(typed.trim())}
    />
  );
}
