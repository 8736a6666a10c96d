/** Above every page: search, what can be begun, what waits, help, and one's account. */
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { useWords } from "../i18n/use-words.ts";
import { Drawer } from "../ui/drawer.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { Account } from "./account.tsx";
import { Help } from "./help.tsx";
import { Navigation } from "./navigation.tsx";
import { NewMenu } from "./new-menu.tsx";
import { SearchButton } from "./search/search-button.tsx";
import styles from "./top-bar.module.css";
import { barWords } from "./bar-words.ts";
import type { Counts } from "./use-counts.ts";
import { shellWords } from "./words.ts";

export function TopBar({ counts }: { counts: Counts }): ReactNode {
  const say = useWords(barWords);
  return (
    <header className={styles.bar}>
      <PhoneMenu counts={counts} />
      <SearchButton />
      <div className={styles.tools}>
        <Menu button={<Icon name="plus" />} label={say("new")}>
          {(close) => <NewMenu close={close} />}
        </Menu>
        <Link
          href="/inbox"
          className={`${styles.inbox}`}
          aria-label={counts.inbox > 0 ? say("inboxOf", { count: counts.inbox }) : say("inbox")}
        >
          <Icon name="inbox" />
          {counts.inbox > 0 && <span className={styles.badge}>{counts.inbox}</span>}
        </Link>
        <Menu button={<Icon name="help" />} label={say("help")}>
          {() => <Help />}
        </Menu>
        <Account />
      </div>
    </header>
  );
}

/** On a phone the places come over the page and do not push it down. */
function PhoneMenu({ counts }: { counts: Counts }): ReactNode {
  const say = useWords(shellWords);
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <div className={styles.phone}>
      <button
        type="button"
        className={styles.menuButton}
        aria-label={say("menu")}
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" />
      </button>
      {isOpen && (
        <Drawer title={say("product")} side="start" close={close}>
          <Navigation counts={counts} onChosen={close} />
        </Drawer>
      )}
    </div>
  );
}
