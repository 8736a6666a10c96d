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
        <CompanyForm />
        <section>
          <h2>{say("link")}</h2>
          <p>{say("byLink")}</p>
          <p className="quiet">{say("newLink")}</p>
        </section>
        <LanguageSwitch />
      </div>
    </main>
  );
}

/** Leaves the console: the server knows where the address leads, and the provider is elsewhere. */
function CompanyForm(): ReactNode {
  const say = useWords(signInWords);
  return (
    <section>
      <h2>{say("company")}</h2>
      <form method="post" action="/sign-in/oidc">
        <label htmlFor="email">{say("email")}</label>
        <input id="email" name="email" type="email" autoComplete="username" required />
        <button type="submit">{say("go")}</button>
      </form>
    </section>
  );
}
