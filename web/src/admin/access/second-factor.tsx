/** The second factors one has set up, for whoever holds a role. */
import { useState, type ReactNode } from "react";
import type { AccessQuery } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { post, useStep, type Json } from "../../sign-in/second-factor/post.ts";
import { RecoveryCodes } from "../../sign-in/second-factor/recovery-codes.tsx";
import { SetUp } from "../../sign-in/second-factor/set-up.tsx";
import { factorWords } from "../../sign-in/second-factor/words.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { Opener } from "../../ui/form/opener.tsx";
import { Sure } from "./sure.tsx";

type Factor = NonNullable<AccessQuery["secondFactor"]>;

export function SecondFactor({ factor }: { factor: Factor }): ReactNode {
  const say = useWords(factorWords);
  const none = !factor.authenticator && factor.passkeys.length === 0;
  return (
    <Card title={say("card")}>
      <p>{say("what")}</p>
      {none ? <p className="nothing">{say("none")}</p> : <Factors factor={factor} />}
      <div className="adding">
        <SetUp app={factor.authenticator} />
      </div>
    </Card>
  );
}

function Factors({ factor }: { factor: Factor }): ReactNode {
  const say = useWords(factorWords);
  const dates = useDates();
  return (
    <ul className="rows">
      {factor.passkeys.map(({ id, name, createdAt, usedAt }) => {
        const since = dates.moment(createdAt);
        const facts =
          usedAt === null
            ? say("unused", { since })
            : say("used", { since, used: dates.moment(usedAt) });
        return (
          <Row key={id} name={say("passkey", { name })} facts={facts}>
            <Removing name={name} deed="passkeys/remove" told={{ passkey_id: id }} />
          </Row>
        );
      })}
      {factor.authenticator && (
        <Row name={say("app")} facts={say("appOn")}>
          <Removing name={say("app")} deed="authenticator/remove" />
        </Row>
      )}
      <Codes left={factor.recoveryCodes} />
    </ul>
  );
}

interface RowProps {
  name: string;
  facts?: string;
  children: ReactNode;
}

function Row({ name, facts, children }: RowProps): ReactNode {
  return (
    <li>
      <strong>{name}</strong>
      {facts && <p className="quiet">{facts}</p>}
      <div className="actions">{children}</div>
    </li>
  );
}

interface RemovingProps {
  name: string;
  deed: string;
  told?: Json;
}

function Removing({ name, deed, told = {} }: RemovingProps): ReactNode {
  const say = useWords(factorWords);
  const step = useStep(say("cancelled"));
  return (
    <Opener open={say("remove")} label={say("removeOf", { name })}>
      {(close) => (
        <Sure
          question={say("removeWill")}
          yes={say("remove")}
          step={step}
          run={() => step.run(() => post(deed, told))}
          close={close}
        />
      )}
    </Opener>
  );
}

function Codes({ left }: { left: number }): ReactNode {
  const say = useWords(factorWords);
  const step = useStep(say("cancelled"));
  const [codes, setCodes] = useState<readonly string[]>([]);
  const renew = async (close: () => void): Promise<void> => {
    const made = await step.run(() => post<string[]>("recovery-codes"));
    if (made === null) return;
    close();
    setCodes(made);
  };
  return (
    <Row name={say("codes", { count: left })}>
      {codes.length > 0 && <RecoveryCodes codes={codes} close={() => setCodes([])} />}
      <Opener open={say("newCodes")}>
        {(close) => (
          <Sure
            question={say("newCodesWill")}
            yes={say("newCodes")}
            step={step}
            run={() => renew(close)}
            close={close}
          />
        )}
      </Opener>
    </Row>
  );
}
