import { useState, type ReactNode } from "react";
import { Opener } from "../../ui/form/opener.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { AddApp, AddPasskey } from "./add-forms.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { factorWords } from "./words.ts";

interface Props {
  app: boolean;
  /** Once what there was to be seen has been seen. */
  onDone?: () => void;
}

/** What can be added; the first comes with recovery codes. */
export function SetUp({ app, onDone }: Props): ReactNode {
  const say = useWords(factorWords);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const added = (close: () => void) => (told: readonly string[]) => {
    setCodes(told);
    close();
    if (told.length === 0) onDone?.();
  };
  const seen = (): void => {
    setCodes([]);
    onDone?.();
  };
  if (codes.length > 0) return <RecoveryCodes codes={codes} close={seen} />;
  return (
    <div className="actions">
      <Opener open={say("addPasskey")}>
        {(close) => <AddPasskey close={close} onAdded={added(close)} />}
      </Opener>
      {!app && (
        <Opener open={say("addApp")}>
          {(close) => <AddApp close={close} onAdded={added(close)} />}
        </Opener>
      )}
    </div>
  );
}
