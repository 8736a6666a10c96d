import { Result } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useWords } from "../i18n/use-words.ts";
import { shellWords } from "./words.ts";

/** For an address that leads nowhere, and for what one may not see. */
export function Lost(): ReactNode {
  const say = useWords(shellWords);
  return (
    <Result
      status="info"
      title={<h1>{say("lost")}</h1>}
      subTitle={say("lostWhy")}
      extra={<Link href="/">{say("toHome")}</Link>}
    />
  );
}
