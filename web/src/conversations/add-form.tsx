/** A button that opens a form to add one thing, for both or for oneself. */
import { Button } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import type { Document } from "../api/ask.ts";
import { useDeed } from "../api/use-deed.ts";
import type { Visibility } from "../gql/graphql.ts";
import { DeedForm } from "../ui/form/form.tsx";
import { PrivacyField } from "./privacy.tsx";

export interface Written {
  private?: boolean;
}

export function visibilityOf({ private: isPrivate }: Written): { visibility: Visibility } {
  return { visibility: isPrivate ? "AUTHOR_ONLY" : "PARTICIPANTS" };
}

interface Props<T extends Written, R extends object, V> {
  name: string;
  /** What the button that opens the form says, and the one that sends it. */
  open: string;
  deed: Document<R, V>;
  input: (values: T) => V;
  initial?: Partial<T>;
  children: ReactNode;
}

export function AddForm<T extends Written, R extends object, V>(props: Props<T, R, V>): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
  const deed = useDeed(props.deed);
  if (!isOpen) {
    return (
      <div className="actions">
        <Button autoFocus={wasOpen} onClick={() => setOpen(true)}>
          {props.open}
        </Button>
      </div>
    );
  }
  const close = (): void => {
    setOpen(false);
    setWasOpen(true);
  };
  const submit = async (values: T): Promise<void> => {
    if (await deed.run(props.input(values))) close();
  };
  return (
    <div className="adding">
      <DeedForm<T>
        keeps
        name={props.name}
        deed={deed}
        submit={props.open}
        onSubmit={(values) => void submit(values)}
        onCancel={close}
        {...(props.initial && { initial: props.initial })}
      >
        {props.children}
        <PrivacyField />
      </DeedForm>
    </div>
  );
}
