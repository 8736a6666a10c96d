import { useEffect } from "react";
import { useLocation, useSearch } from "wouter";

/** Begins what the address asks for (`?new=goal`), once; the address forgets it. */
export function useBegun(begin: (what: string) => void): void {
  const [path, go] = useLocation();
  const what = new URLSearchParams(useSearch()).get("new");
  useEffect(() => {
    if (what === null) return;
    begin(what);
    go(path, { replace: true });
  }, [what]);
}
