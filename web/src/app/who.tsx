import { Button } from "antd";
import type { ReactNode } from "react";
import { useMe } from "../people/me.ts";
import { useWords } from "../i18n/use-words.ts";
import { Companies } from "../sign-in/companies.tsx";
import { signOut } from "../sign-in/sign-out.ts";
import { shellWords } from "./words.ts";

/** Who is signed in, and the way out. */
export function Who(): ReactNode {
  const say = useWords(shellWords);
  const me = useMe();
  const parts = [me.title, ...me.roles.map((role) => say(role))].filter(Boolean);
  return (
    <div className="who">
      <p className="name">{me.name}</p>
      <p className="quiet">{parts.join(" · ")}</p>
      {me.manager && <p className="quiet">{say("manager", { name: me.manager.name })}</p>}
      <Companies />
      <Button size="small" onClick={() => void signOut()}>
        {say("signOut")}
      </Button>
    </div>
  );
}
