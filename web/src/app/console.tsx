/** The whole console: language and looks, who is signed in, and the page of the address. */
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Route, Switch, useLocation } from "wouter";
import { forgetAnswers, questions } from "../api/questions.ts";
import { useAnswer } from "../api/use-answer.ts";
import { ViewerDocument } from "../gql/graphql.ts";
import { MeProvider } from "../people/me.ts";
import { Confirm } from "../sign-in/second-factor/confirm.tsx";
import { SignInAgain } from "../sign-in/sign-in-again.tsx";
import { SignIn } from "../sign-in/sign-in.tsx";
import { onLanguage } from "../i18n/language.ts";
import { useLanguage, useWords } from "../i18n/use-words.ts";
import { Answer } from "../ui/answer.tsx";
import { dropDrafts } from "../ui/form/draft.ts";
import { Frame } from "./frame.tsx";
import { Lost } from "./lost.tsx";
import { pages } from "./pages.ts";
import "../ui/base.css";
import "../ui/form/forms.css";
import "./rooms.css";
import { paint } from "../ui/theme/chosen-theme.ts";
import { DesignSystem } from "../ui/theme/design-system.tsx";
import { ToastCorner } from "../ui/toast/toast-corner.tsx";
import { shellWords } from "./words.ts";

paint();

export function Console(): ReactNode {
  const language = useLanguage();
  const say = useWords(shellWords);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = say("product");
  }, [language]);
  useEffect(() => onLanguage(forgetAnswers), []);
  return (
    <QueryClientProvider client={questions}>
      <DesignSystem>
        <Rooms />
        <ToastCorner />
      </DesignSystem>
    </QueryClientProvider>
  );
}

function Rooms(): ReactNode {
  const [path] = useLocation();
  const viewer = useAnswer(ViewerDocument, {});
  const [later, setLater] = useState(false);
  const known = viewer.data?.viewer;
  useNobodyElse(known?.id);
  const ended = viewer.trouble?.kind === "sign-in";
  if (path === "/sign-in" || (ended && !known)) return <SignIn />;
  return (
    <>
      {ended && known && <SignInAgain email={known.email} />}
      <div className={ended ? "rooms kept" : "rooms"} inert={ended}>
        <Answer of={viewer}>
          {({ viewer: known, secondFactor }) => {
            if (known === null) return null;
            const awaited = secondFactor?.awaited === true;
            if (awaited && !later) {
              return <Confirm factor={secondFactor} onward={() => setLater(true)} />;
            }
            const me = awaited ? { ...known, roles: [] } : known;
            return (
              <MeProvider value={me}>
                <Frame>
                  <Switch>
                    {Object.entries(pages).map(([address, Page]) => (
                      <Route key={address} path={address} component={Page} />
                    ))}
                    <Route component={Lost} />
                  </Switch>
                </Frame>
              </MeProvider>
            );
          }}
        </Answer>
      </div>
    </>
  );
}

/** Whoever signs in after somebody else in this window finds nothing of theirs. */
function useNobodyElse(id: string | undefined): void {
  const first = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (id === undefined) return;
    dropDrafts(id);
    if (first.current !== undefined && first.current !== id) window.location.assign("/");
    first.current = id;
  }, [id]);
}
