/** A button for a deed that needs nothing more to be said. */
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Document } from "../../api/ask.ts";
import { useDeed, type Payloads } from "../../api/use-deed.ts";
import { DeedAlert } from "./deed-alert.tsx";

interface Props<R extends object, V> {
  deed: Document<R, V>;
  variables: V;
  look?: "primary" | "default" | "text";
  small?: boolean;
  label?: string;
  onDone?: (payload: Payloads<R>) => void;
  children: ReactNode;
}

export function DeedButton<R extends object, V>(props: Props<R, V>): ReactNode {
  const deed = useDeed(props.deed);
  const click = async (): Promise<void> => {
    const payload = await deed.run(props.variables);
    if (payload) props.onDone?.(payload);
  };
  return (
    <>
      <Button
        type={props.look ?? "default"}
        size={props.small ? "small" : "middle"}
        loading={deed.busy}
        {...(props.label && { "aria-label": props.label })}
        onClick={() => void click()}
      >
        {props.children}
      </Button>
      <DeedAlert of={deed} />
    </>
  );
}
