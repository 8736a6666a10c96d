import { Alert } from "antd";
import type { ReactNode } from "react";
import type { UserError } from "../../api/refusal.ts";
import type { Deed } from "../../api/use-deed.ts";
import { useWords } from "../../i18n/use-words.ts";
import { TroubleAlert } from "../answer.tsx";
import { formWords } from "./form-words.ts";

type Outcome = Pick<Deed<object, never>, "errors" | "trouble">;

interface Props {
  of: Outcome;
  /** Those that a form has shown beside their fields already. */
  but?: (error: UserError) => boolean;
}

/** Why a deed was refused, or that it got lost; nothing while all is well. */
export function DeedAlert({ of, but = () => false }: Props): ReactNode {
  const left = of.errors.filter((error) => !but(error));
  return (
    <>
      {of.trouble &&
        (of.trouble.kind === "sign-in" ? <NotSent /> : <TroubleAlert trouble={of.trouble} />)}
      {left.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="trouble"
          title={left.map((each) => each.message).join(" ")}
        />
      )}
    </>
  );
}

/** For whoever has signed in again since: the deed is theirs to repeat. */
function NotSent(): ReactNode {
  const say = useWords(formWords);
  return <Alert type="warning" showIcon className="trouble" title={say("notSent")} />;
}
