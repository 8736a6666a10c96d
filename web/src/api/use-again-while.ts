import { useEffect } from "react";

/** Asks again every so many milliseconds, for as long as something is on its way. */
export function useAgainWhile(isMoving: boolean, again: () => void, pause: number): void {
  useEffect(() => {
    if (!isMoving) return undefined;
    const timer = window.setInterval(again, pause);
    return () => window.clearInterval(timer);
  }, [isMoving, again, pause]);
}
