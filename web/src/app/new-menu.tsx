import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../i18n/use-words.ts";
import { useMe } from "../people/me.ts";
import { Icon } from "../ui/icon.tsx";
import { beginnings } from "./beginnings.ts";
import styles from "./new-menu.module.css";

export function NewMenu({ close }: { close: () => void }): ReactNode {
  const me = useMe();
  const word = useLanguage() === "en" ? 0 : 1;
  return (
    <ul className={styles.list}>
      {beginnings
        .filter(({ isFor }) => isFor(me))
        .map(({ to, name, icon }) => (
          <li key={to}>
            <Link href={to} onClick={close}>
              <Icon name={icon} /> {name[word]}
            </Link>
          </li>
        ))}
    </ul>
  );
}
