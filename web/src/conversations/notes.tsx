import { Form, Input } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import { WriteNoteDocument } from "../gql/graphql.ts";
import { Rows } from "../ui/card.tsx";
import { DeedForm, useRequired } from "../ui/form/form.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { visibilityOf, type Written } from "./add-form.tsx";
import type { Talk } from "./asked.ts";
import { packWords } from "./page-words.ts";
import { PrivacyField } from "./privacy.tsx";

/** Written while they talk; for oneself, unless one says otherwise. */
export function Notes({ talk }: { talk: Talk }): ReactNode {
  const say = useWords(packWords);
  const dates = useDates();
  return (
    <Rows
      title={say("notes")}
      nothing={say("noNotes")}
      of={talk.notes}
      row={(note) => (
        <li key={note.id}>
          <p className="as-written">{note.text}</p>
          <p className="quiet small">
            {note.author.name} · {dates.moment(note.writtenAt)}
          </p>
          <span className={note.visibility === "AUTHOR_ONLY" ? "tag plain" : "tag"}>
            {say(note.visibility === "AUTHOR_ONLY" ? "isPrivate" : "isShared")}
          </span>
        </li>
      )}
    >
      <NoteForm key={talk.notes.length} conversationId={talk.id} />
    </Rows>
  );
}

/** Made anew after each note, so that it is empty again. */
function NoteForm({ conversationId }: { conversationId: string }): ReactNode {
  const say = useWords(packWords);
  const required = useRequired();
  const deed = useDeed(WriteNoteDocument);
  return (
    <div className="adding">
      <DeedForm<Written & { text: string }>
        keeps
        name="note"
        deed={deed}
        initial={{ private: true }}
        submit={say("write")}
        onSubmit={({ text, ...written }) =>
          void deed.run({ input: { conversationId, text, ...visibilityOf(written) } })
        }
      >
        <Form.Item name="text" label={say("note")} rules={required}>
          <Input.TextArea rows={3} />
        </Form.Item>
        <PrivacyField />
      </DeedForm>
    </div>
  );
}
