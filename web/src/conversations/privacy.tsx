import { Checkbox, Form } from "../ui/controls.ts";
import type { ReactNode } from "react";
import type { Visibility } from "../gql/graphql.ts";
import { useWords } from "../i18n/use-words.ts";
import { packWords } from "./page-words.ts";

/** Says who reads it, where that is one alone. */
export function Privacy({ visibility }: { visibility: Visibility }): ReactNode {
  const say = useWords(packWords);
  return visibility === "AUTHOR_ONLY" ? (
    <span className="tag plain">{say("isPrivate")}</span>
  ) : null;
}

/** Asks who shall read it; the label says exactly who. */
export function PrivacyField(): ReactNode {
  const say = useWords(packWords);
  return (
    <Form.Item name="private" valuePropName="checked">
      <Checkbox>{say("private")}</Checkbox>
    </Form.Item>
  );
}
