/** For whoever is not signed in, wherever they wanted to go. */
import type { ReactNode } from "react";
import { LanguageSwitch } from "../app/language-switch.tsx";
import { useWords } from "../i18n/use-words.ts";
import { AddressForm } from "./address-form.tsx";
import "./sign-in.css";
import { signInWords } from "./words.ts";

export function SignIn(): ReactNode {
  const say = useWords(signInWords);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/favicon.svg" alt="" width="56" height="56" />
        <h1>{say("title")}</h1>
        <p className="claim">{say("claim")}</p>
        <AddressForm />
        <LanguageSwitch />
      </div>
    </main>
  );
}
