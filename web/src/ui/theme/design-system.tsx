/** What all controls take from around them: language, looks, and leave to style themselves. */
import { ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import { useMemo, type ReactNode } from "react";
import { useLanguage } from "../../i18n/use-words.ts";
import { antdTheme } from "./antd-theme.ts";
import { useTheme } from "./use-theme.ts";

const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";

/** What opens in a dialog opens above it, and not beneath. */
function popupsOf(opener?: HTMLElement): HTMLElement {
  return opener?.closest("dialog") ?? document.body;
}

export function DesignSystem({ children }: { children: ReactNode }): ReactNode {
  const language = useLanguage();
  const theme = useTheme();
  const looks = useMemo(() => antdTheme(theme), [theme]);
  return (
    <ConfigProvider
      locale={language === "en" ? en : zh}
      theme={looks}
      csp={{ nonce }}
      getPopupContainer={popupsOf}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}
