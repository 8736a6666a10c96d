/** The employee's word: read, or contested, or something more. */
import { Button, Form, Input } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useDeed } from "../api/use-deed.ts";
import {
  AcknowledgeRecordDocument,
  AttachStatementDocument,
  ContestRecordDocument,
} from "../gql/graphql.ts";
import { Card } from "../ui/card.tsx";
import { DeedForm, useRequired } from "../ui/form/form.tsx";
import { useWords } from "../i18n/use-words.ts";
import type { Record } from "./asked.ts";
import { recordWords } from "./words.ts";

interface Props {
  record: Record;
}

interface Said {
  statement?: string;
}

export function AnswerForm({ record }: Props): ReactNode {
  const say = useWords(recordWords);
  const [contests, setContests] = useState(false);
  if (record.state !== "SHARED") {
    return (
      <Card title={say("yourWord")}>
        <More record={record} />
      </Card>
    );
  }
  return (
    <Card title={say("yourWord")} className="warm">
      <p>{say("notAgreement")}</p>
      {contests ? (
        <Contest record={record} close={() => setContests(false)} />
      ) : (
        <>
          <Acknowledge record={record} />
          <Button type="text" className="contest" onClick={() => setContests(true)}>
            {say("contest")}
          </Button>
        </>
      )}
    </Card>
  );
}

function Acknowledge({ record }: Props): ReactNode {
  const say = useWords(recordWords);
  const deed = useDeed(AcknowledgeRecordDocument);
  const submit = ({ statement }: Said): void => {
    const said = statement?.trim() ? { statement } : {};
    void deed.run({ input: { recordId: record.id, version: record.version, ...said } });
  };
  return (
    <DeedForm<Said>
      keeps
      name="acknowledge"
      deed={deed}
      submit={say("acknowledge")}
      onSubmit={submit}
    >
      <Form.Item name="statement" label={say("statementOptional")}>
        <Input.TextArea rows={2} />
      </Form.Item>
    </DeedForm>
  );
}

function Contest({ record, close }: Props & { close: () => void }): ReactNode {
  const say = useWords(recordWords);
  const required = useRequired();
  const deed = useDeed(ContestRecordDocument);
  const submit = ({ statement = "" }: Said): void => {
    void deed.run({ input: { recordId: record.id, version: record.version, statement } });
  };
  return (
    <DeedForm<Said>
      keeps
      name="contest"
      deed={deed}
      submit={say("contest")}
      onSubmit={submit}
      onCancel={close}
    >
      <Form.Item name="statement" label={say("contestWhy")} rules={required}>
        <Input.TextArea rows={3} />
      </Form.Item>
    </DeedForm>
  );
}

/** At any time, even when it is sealed. */
function More({ record }: Props): ReactNode {
  const say = useWords(recordWords);
  const required = useRequired();
  const deed = useDeed(AttachStatementDocument);
  const said = record.versions.flatMap((version) => version.responses).length;
  const submit = ({ statement = "" }: Said): void => {
    void deed.run({ input: { recordId: record.id, statement } });
  };
  return (
    <DeedForm<Said>
      key={said}
      name="statement"
      deed={deed}
      submit={say("addStatement")}
      onSubmit={submit}
    >
      <Form.Item name="statement" label={say("statement")} rules={required}>
        <Input.TextArea rows={2} />
      </Form.Item>
    </DeedForm>
  );
}
