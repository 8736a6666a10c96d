import type { ReactNode } from "react";
import { useWords } from "../../i18n/use-words.ts";
import { Choices } from "../choices.tsx";
import { uiWords } from "../words.ts";
import { CHOICES, chooseTheme } from "./chosen-theme.ts";
import { useThemeChoice } from "./use-theme.ts";

export function ThemeSwitch(): ReactNode {
  const say = useWords(uiWords);
  const options = CHOICES.map((value) => ({ value, name: say(value) }));
  return (
    <Choices label={say("theme")} options={options} value={useThemeChoice()} choose={chooseTheme} />
  );
}
