/** Where else one works: another company is one press away, with a session of its own. */
import { useEffect, useState, type ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import "./companies.css";
import { signInWords } from "./words.ts";

interface Company {
  id: string;
  name: string;
}

export function Companies(): ReactNode {
  const say = useWords(signInWords);
  const [companies, setCompanies] = useState<Company[]>([]);
  useEffect(() => {
    void otherCompanies().then(setCompanies);
  }, []);
  if (companies.length === 0) return null;
  return (
    <nav className="companies" aria-label={say("companies")}>
      <p className="quiet">{say("companies")}</p>
      {companies.map(({ id, name }) => (
        <form key={id} method="post" action={`/sign-in/companies/${id}`}>
          <button type="submit">{name}</button>
        </form>
      ))}
    </nav>
  );
}

/** Nobody is told when they cannot be asked: whoever works in one company misses nothing. */
async function otherCompanies(): Promise<Company[]> {
  const answer = await fetch("/sign-in/companies", {
    headers: { "X-Requested-With": "tanlu-console" },
  }).catch(() => null);
  if (!answer?.ok) return [];
  const { companies } = (await answer.json()) as { companies: Company[] };
  return companies;
}
