import type { ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import { signInWords } from "./words.ts";

interface Props {
  /** Theirs, where it is known already. */
  email?: string;
  /** In another tab, so that this page stays as it is. */
  elsewhere?: boolean;
}

/** Leaves for the server, which sends a link or knows where the company's people sign in. */
export function AddressForm({ email, elsewhere = false }: Props): ReactNode {
  const say = useWords(signInWords);
  return (
    <section>
      <form method="post" action="/sign-in/mail" {...(elsewhere && { target: "_blank" })}>
        <label htmlFor="email">{say("email")}</label>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={email}
        />
        <button type="submit">{say("link")}</button>
        <p className="quiet">{say("byLink")}</p>
        <button type="submit" className="second" formAction="/sign-in/oidc">
          {say("company")}
        </button>
      </form>
    </section>
  );
}
