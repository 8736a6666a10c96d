/** Where the keyboard goes on when something appears or is gone. */
import { useEffect, useRef, type RefObject } from "react";

const FIELDS = "input:not([type=hidden]), textarea, select";

/** Into a form that somebody has opened; back to what opened it when it is gone. */
export function useFocusWhileOpen(isOpened: boolean): RefObject<HTMLDivElement | null> {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpened) return undefined;
    const opener = document.activeElement;
    form.current?.querySelector<HTMLElement>(FIELDS)?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [isOpened]);
  return form;
}

/** To the next step, where the last one took the button with it that was pressed. */
export function useFocusAfter(step: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    if (document.activeElement === document.body) place.current?.focus();
  }, [step]);
  return place;
}
