/** A component that is fetched when it is first shown. */
import { useEffect, useState, type ComponentType, type ReactNode } from "react";

/**
 * Instead of React's `lazy`, behind whose fallback React holds back what has come for 300 ms.
 * What could not be fetched breaks the page, and is fetched again the next time it is shown.
 */
export function fetched<P extends object>(
  fetch: () => Promise<{ default: ComponentType<P> }>,
  meanwhile: (props: P) => ReactNode = () => null,
): ComponentType<P> {
  let known: ComponentType<P> | null = null;

  function useKnown(): ComponentType<P> | null {
    const [, setCame] = useState(known !== null);
    const [failure, setFailure] = useState<{ readonly reason: unknown } | null>(null);
    useEffect(() => {
      // Another of its kind may have fetched it since this one was rendered.
      if (known !== null) {
        setCame(true);
        return;
      }
      fetch().then(
        (module) => {
          known = module.default;
          setCame(true);
        },
        (reason: unknown) => setFailure({ reason }),
      );
    }, []);
    if (failure !== null) throw failure.reason;
    return known;
  }

  return function Fetched(props: P): ReactNode {
    const Known = useKnown();
    return Known === null ? meanwhile(props) : <Known {...props} />;
  };
}
