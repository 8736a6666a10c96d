import { Form, Input } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { DiscussTalkingPointDocument, RaiseTalkingPointDocument } from "../gql/graphql.ts";
import { Rows } from "../ui/card.tsx";
import { DeedButton } from "../ui/form/deed-button.tsx";
import { useRequired } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import { AddForm, visibilityOf, type Written } from "./add-form.tsx";
import type { Talk } from "./asked.ts";
import { packWords } from "./page-words.ts";
import { Privacy } from "./privacy.tsx";
import { isBegun } from "./states.ts";

/** Belong to the pair: what was not talked about waits for the next time. */
export function TalkingPoints({ talk }: { talk: Talk }): ReactNode {
  const say = useWords(packWords);
  const required = useRequired();
  return (
    <Rows
      title={say("points")}
      nothing={say("noPoints")}
      of={talk.talkingPoints}
      row={(point) => (
        <li key={point.id}>
          <p>{point.text}</p>
          <p className="quiet small">{say("said", { name: point.author.name })}</p>
          <Privacy visibility={point.visibility} />
          {point.discussedAt !== null && <span className="tag plain">{say("discussed")}</span>}
          {point.discussedAt === null && isBegun(talk.state) && (
            <DeedButton
              small
              deed={DiscussTalkingPointDocument}
              variables={{ input: { talkingPointId: point.id, conversationId: talk.id } }}
              label={say("tick", { text: point.text })}
            >
              {say("discussed")}
            </DeedButton>
          )}
        </li>
      )}
    >
      <AddForm
        name="point"
        open={say("addPoint")}
        deed={RaiseTalkingPointDocument}
        input={({ text, ...written }: Written & { text: string }) => ({
          input: { subjectId: talk.subject.id, text, ...visibilityOf(written) },
        })}
      >
        <Form.Item name="text" label={say("point")} rules={required}>
          <Input />
        </Form.Item>
      </AddForm>
    </Rows>
  );
}
