import type { ReactNode } from "react";
import { Secret } from "../../admin/secret.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { factorWords } from "./words.ts";

interface Props {
  codes: readonly string[];
  close: () => void;
}

/** Shown this once. */
export function RecoveryCodes({ codes, close }: Props): ReactNode {
  const say = useWords(factorWords);
  return (
    <Secret title={say("yourCodes")} secret={codes.join("\n")} close={close}>
      <p>{say("yourCodesWhy")}</p>
    </Secret>
  );
}
