/** What is around every page: where one is, where one can go, who one is. */
import { useEffect, useRef, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../i18n/use-words.ts";
import { useMe } from "../people/me.ts";
import { useOwnLanguage } from "../people/own-language.ts";
import { Boundary } from "./boundary.tsx";
import styles from "./frame.module.css";
import { Navigation } from "./navigation.tsx";
import { TopBar } from "./top-bar.tsx";
import { useCounts } from "./use-counts.ts";
import { shellWords } from "./words.ts";

export function Frame({ children }: { children: ReactNode }): ReactNode {
  const say = useWords(shellWords);
  const [path] = useLocation();
  const main = useFocusOn(path);
  const counts = useCounts();
  useOwnLanguage(useMe());
  useTitleOf(main);
  return (
    <div className={styles.frame}>
      <a className="skip" href="#main">
        {say("skip")}
      </a>
      <aside className={styles.side} aria-label={say("product")}>
        <Link href="/" className={styles.brand}>
          <img src="/favicon.svg" alt="" width="28" height="28" />
          {say("product")}
        </Link>
        <Navigation counts={counts} />
      </aside>
      <div className={styles.rest}>
        <TopBar counts={counts} />
        <main id="main" ref={main} tabIndex={-1}>
          <Boundary place={path}>{children}</Boundary>
        </main>
      </div>
    </div>
  );
}

/** The window is called as the page is, whenever that has got its name. */
function useTitleOf(main: React.RefObject<HTMLElement | null>): void {
  const say = useWords(shellWords);
  const product = say("product");
  useEffect(() => {
    if (main.current === null) return undefined;
    const call = (): void => {
      const name = main.current?.querySelector("h1")?.textContent;
      document.title = name ? `${name} · ${product}` : product;
    };
    const watcher = new MutationObserver(call);
    watcher.observe(main.current, { childList: true, subtree: true, characterData: true });
    call();
    return () => watcher.disconnect();
  }, [product]);
}

/** Whoever goes on by keyboard or by ear goes on at the top of the new page. */
function useFocusOn(path: string): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
  return main;
}
