/** What is around every page: where one is, where one can go, who one is. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useMe } from "../people/me.ts";
import { useLanguage, useWords } from "../i18n/use-words.ts";
import { ThemeSwitch } from "../ui/theme/theme-switch.tsx";
import { Boundary } from "./boundary.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { places } from "./places.ts";
import { Who } from "./who.tsx";
import { shellWords } from "./words.ts";

export function Frame({ children }: { children: ReactNode }): ReactNode {
  const say = useWords(shellWords);
  const [path] = useLocation();
  const main = useFocusOn(path);
  useTitleOf(main);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {say("skip")}
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        <Boundary place={path}>{children}</Boundary>
      </main>
    </div>
  );
}

function Header(): ReactNode {
  const say = useWords(shellWords);
  const [path] = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  return (
    <header className={open ? "header open" : "header"}>
      <Link href="/" className="brand">
        <img src="/favicon.svg" alt="" width="30" height="30" />
        {say("product")}
      </Link>
      <button
        type="button"
        className="menu-button"
        aria-expanded={open}
        aria-controls="places"
        onClick={() => setOpen(!open)}
      >
        {say("menu")}
      </button>
      <div id="places" className="places">
        <Places path={path} />
        <div className="foot">
          <LanguageSwitch />
          <ThemeSwitch />
          <Who />
        </div>
      </div>
    </header>
  );
}

function Places({ path }: { path: string }): ReactNode {
  const say = useWords(shellWords);
  const me = useMe();
  const word = useLanguage() === "en" ? 0 : 1;
  return (
    <nav aria-label={say("places")}>
      <ul>
        {places
          .filter((place) => place.isFor(me))
          .map((place) => (
            <li key={place.path}>
              <Link href={place.path} {...(isAt(path, place.path) && { "aria-current": "page" })}>
                {place.name[word]}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function isAt(path: string, place: string): boolean {
  return place === "/" ? path === "/" : path === place || path.startsWith(`${place}/`);
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
