/** Who is signed in, how the console looks to them, and the way out. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { adminWords } from "../admin/words.ts";
import { useWords } from "../i18n/use-words.ts";
import { useMe } from "../people/me.ts";
import { Companies } from "../sign-in/companies.tsx";
import { signOut } from "../sign-in/sign-out.ts";
import { Menu } from "../ui/menu.tsx";
import { Avatar } from "../ui/person/avatar.tsx";
import { ThemeSwitch } from "../ui/theme/theme-switch.tsx";
import styles from "./account.module.css";
import { barWords } from "./bar-words.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { shellWords } from "./words.ts";

export function Account(): ReactNode {
  const say = useWords(barWords);
  const me = useMe();
  return (
    <Menu
      label={say("accountOf", { name: me.name })}
      button={
        <>
          <Avatar id={me.id} name={me.name} />
          <span className={styles.name}>{me.name}</span>
        </>
      }
    >
      {(close) => <Panel close={close} />}
    </Menu>
  );
}

function Panel({ close }: { close: () => void }): ReactNode {
  const say = useWords(shellWords);
  const admin = useWords(adminWords);
  const me = useMe();
  const parts = [me.title, ...me.roles.map((role) => say(role))].filter(Boolean);
  return (
    <div className={styles.panel}>
      <div>
        <strong>{me.name}</strong>
        <p className="quiet">{parts.join(" · ")}</p>
        {me.manager && <p className="quiet">{say("manager", { name: me.manager.name })}</p>}
      </div>
      <LanguageSwitch />
      <ThemeSwitch />
      <Companies />
      <Link href="/access" onClick={close}>
        {admin("access")}
      </Link>
      <button type="button" className={styles.out} onClick={() => void signOut()}>
        {say("signOut")}
      </button>
    </div>
  );
}
