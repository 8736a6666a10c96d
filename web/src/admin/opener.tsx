import { Button } from "antd";
import { useState, type ReactNode } from "react";

interface Props {
  /** What the button says that opens the rest. */
  open: string;
  label?: string;
  primary?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A button in whose place a form appears. */
export function Opener({ open, label, primary = false, children }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <div className="opened">{children(() => setOpen(false))}</div>;
  return (
    <Button
      type={primary ? "primary" : "default"}
      {...(label && { "aria-label": label })}
      onClick={() => setOpen(true)}
    >
      {open}
    </Button>
  );
}
