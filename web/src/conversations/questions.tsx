import { Form, Input, Radio } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { AddQuestionDocument, type QuestionType } from "../gql/graphql.ts";
import { Rows } from "../ui/card.tsx";
import { useRequired } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import { AddForm, visibilityOf, type Written } from "./add-form.tsx";
import type { Talk } from "./asked.ts";
import { packWords } from "./page-words.ts";
import { Privacy } from "./privacy.tsx";
import { isAhead } from "./states.ts";

const TYPES = ["EXPLORE", "REFLECT", "CONFIRM"] as const;

interface Values extends Written {
  type: QuestionType;
  text: string;
}

/** Questions guide; answers are for the other side to give. */
export function Questions({ talk }: { talk: Talk }): ReactNode {
  const say = useWords(packWords);
  const required = useRequired();
  const inOrder = TYPES.flatMap((type) => talk.questions.filter((each) => each.type === type));
  return (
    <Rows
      title={say("questions")}
      nothing={say("noQuestions")}
      of={inOrder}
      row={(question) => (
        <li key={question.id} className="question">
          <span className="tag">{say(question.type)}</span>
          <div>
            <p>{question.text}</p>
            {question.author && (
              <p className="quiet small">{say("said", { name: question.author.name })}</p>
            )}
            <Privacy visibility={question.visibility} />
          </div>
        </li>
      )}
    >
      {isAhead(talk.state) && (
        <AddForm
          name="question"
          open={say("addQuestion")}
          deed={AddQuestionDocument}
          initial={{ type: "EXPLORE" }}
          input={({ type, text, ...written }: Values) => ({
            input: { conversationId: talk.id, type, text, ...visibilityOf(written) },
          })}
        >
          <Form.Item name="type" label={say("type")}>
            <Radio.Group
              optionType="button"
              options={TYPES.map((value) => ({ value, label: say(value) }))}
            />
          </Form.Item>
          <Form.Item name="text" label={say("question")} rules={required}>
            <Input.TextArea rows={2} />
          </Form.Item>
        </AddForm>
      )}
    </Rows>
  );
}
