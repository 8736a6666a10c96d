/** For whoever is not signed in, wherever they wanted to go. */
import type { ReactNode } from "react";
import { LanguageSwitch } from "../shell/language-switch.tsx";
import { useWords } from "../words/use-words.ts";
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

/** Leaves the console: the server sends the link, or knows where the company's people sign in. */
function AddressForm(): ReactNode {
  const say = useWords(signInWords);
  return (
    <section>
      <form method="post" action="/sign-in/mail">
        <label htmlFor="email">{say("email")}</label>
        <input id="email" name="email" type="email" autoComplete="username" required />
        <button type="submit">{say("link")}</button>
        <p className="quiet">{say("byLink")}</p>
        <button type="submit" className="second" formAction="/sign-in/oidc">
          {say("company")}
        </button>
      </form>
    </section>
  );
}
