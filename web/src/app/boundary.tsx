/** Keeps what breaks on a page from taking the rest with it. */
import { Button, Result } from "../ui/controls.ts";
import { Component, type ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import { uiWords } from "../ui/words.ts";
import { shellWords } from "./words.ts";

interface Props {
  /** Another place is another try. */
  place: string;
  children: ReactNode;
}

interface State {
  brokenAt: string | null;
}

export class Boundary extends Component<Props, State> {
  override state: State = { brokenAt: null };

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return state.brokenAt !== null && state.brokenAt !== props.place ? { brokenAt: null } : null;
  }

  override componentDidCatch(): void {
    this.setState({ brokenAt: this.props.place });
  }

  static getDerivedStateFromError(): State {
    return { brokenAt: window.location.pathname };
  }

  override render(): ReactNode {
    return this.state.brokenAt === null ? this.props.children : <Broken />;
  }
}

/** After an update, a page may ask for a file that is no more. */
function Broken(): ReactNode {
  const say = useWords(shellWords);
  const ui = useWords(uiWords);
  const reload = (
    <Button type="primary" onClick={() => window.location.reload()}>
      {ui("reload")}
    </Button>
  );
  return (
    <Result status="warning" title={say("broken")} subTitle={say("brokenWhy")} extra={reload} />
  );
}
