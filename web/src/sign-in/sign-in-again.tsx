/** Over a page whose session has ended: what was typed there stays until its author is back. */
import { Button } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { askAllAgain } from "../api/questions.ts";
import { LanguageSwitch } from "../app/language-switch.tsx";
import { useWords } from "../i18n/use-words.ts";
import { AddressForm } from "./address-form.tsx";
import "./sign-in.css";
import { signInWords } from "./words.ts";

export function SignInAgain({ email }: { email: string }): ReactNode {
  const say = useWords(signInWords);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/favicon.svg" alt="" width="56" height="56" />
        <h1>{say("ended")}</h1>
        <p>{say("keptWhile")}</p>
        <AddressForm email={email} elsewhere />
        <Button block onClick={() => void askAllAgain()}>
          {say("goOn")}
        </Button>
        <LanguageSwitch />
      </div>
    </main>
  );
}
