import { useEffect } from "react";

/** The browser asks before a window is closed in which something is typed and not sent. */
export function useLeaveWarning(hasTyped: boolean): void {
  useEffect(() => {
    if (!hasTyped) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [hasTyped]);
}
