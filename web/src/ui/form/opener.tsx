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
  const [wasOpen, setWasOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
    setWasOpen(true);
  };
  if (isOpen) return <div className="opened">{children(close)}</div>;
  return (
    <Button
      autoFocus={wasOpen}
      type={primary ? "primary" : "default"}
      {...(label && { "aria-label": label })}
      onClick={() => setOpen(true)}
    >
      {open}
    </Button>
  );
}
