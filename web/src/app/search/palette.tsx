/** One field to find people, goals and pages, and to begin something. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useWords } from "../../i18n/use-words.ts";
import { Icon } from "../../ui/icon.tsx";
import { barWords } from "../bar-words.ts";
import styles from "./search.module.css";
import { useHits, type Hit } from "./use-hits.tsx";

export default function Palette({ close }: { close: () => void }): ReactNode {
  const say = useWords(barWords);
  const [, go] = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const { hits, asking } = useHits(typed);
  const chosen = hits[Math.min(at, hits.length - 1)];
  useEffect(() => dialog.current?.showModal(), []);
  const follow = (hit: Hit): void => {
    dialog.current?.close();
    go(hit.to);
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, hits.length - 1) + step + hits.length) % hits.length);
    }
    if (event.key === "Enter" && chosen && !event.nativeEvent.isComposing) follow(chosen);
  };
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={say("search")}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className={styles.field}>
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen ? `${list}-${hits.indexOf(chosen)}` : ""}
          aria-label={say("typeHere")}
          placeholder={say("typeHere")}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <Hits id={list} hits={hits} chosen={chosen} follow={follow} />
      <p className={styles.none} role="status">
        {hits.length === 0 && !asking && say("noHit")}
      </p>
    </dialog>
  );
}

interface HitsProps {
  id: string;
  hits: readonly Hit[];
  chosen: Hit | undefined;
  follow: (hit: Hit) => void;
}

/** The keyboard stays in the field; the option that Enter follows is marked. */
function Hits({ id, hits, chosen, follow }: HitsProps): ReactNode {
  const say = useWords(barWords);
  const kinds = [...new Set(hits.map(({ kind }) => kind))];
  return (
    <div id={id} role="listbox" aria-label={say("search")} className={styles.hits}>
      {kinds.map((kind) => (
        <div key={kind} role="group" aria-label={say(kind)}>
          <p className={styles.kind} aria-hidden="true">
            {say(kind)}
          </p>
          {hits
            .filter((hit) => hit.kind === kind)
            .map((hit) => (
              <div
                key={hit.key}
                id={`${id}-${hits.indexOf(hit)}`}
                role="option"
                aria-selected={hit === chosen}
                className={styles.hit}
                onClick={() => follow(hit)}
              >
                {hit.look}
                <span>{hit.name}</span>
                {hit.about && <span className={styles.about}>{hit.about}</span>}
              </div>
            ))}
        </div>
      ))}
    </div>
  );
}
