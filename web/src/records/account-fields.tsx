/** The three lists of an account, each with a row for each thing. */
import { Button, Form, Input, Select } from "../ui/controls.ts";
import type { ReactNode } from "react";
import { useRequired } from "../ui/form/form.tsx";
import { isoDay } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import "./records.css";
import { recordWords } from "./words.ts";
import { DateField } from "../ui/form/date-field.tsx";

export interface StatedFact {
  text: string;
  occurredOn?: string | null;
  evidenceId?: string | null;
}

export interface Account {
  facts: StatedFact[];
  agreements: { text: string }[];
  actions: { text: string; ownerId: string; dueOn: string }[];
}

interface Person {
  id: string;
  name: string;
}

interface Props {
  people: readonly Person[];
  /** What was prepared, to be taken over at a click. */
  prepared?: readonly StatedFact[];
}

/** Rows that were left empty say nothing. */
export function accountFrom({ facts, agreements, actions }: Account): Account {
  const said = <T extends { text: string }>(rows: T[] | undefined): T[] =>
    (rows ?? []).filter((row) => row.text?.trim());
  return { facts: said(facts), agreements: said(agreements), actions: said(actions) };
}

export function AccountFields({ people, prepared = [] }: Props): ReactNode {
  return (
    <>
      <FactList prepared={prepared} />
      <AgreementList />
      <ActionList people={people} />
    </>
  );
}

function FactList({ prepared }: { prepared: readonly StatedFact[] }): ReactNode {
  const say = useWords(recordWords);
  const required = useRequired();
  return (
    <fieldset>
      <legend>{say("facts")}</legend>
      <Form.List name="facts">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, at) => (
              <div key={row.key} className="list-row">
                {["evidenceId", "occurredOn"].map((kept) => (
                  <Form.Item key={kept} name={[row.name, kept]} hidden>
                    <Input />
                  </Form.Item>
                ))}
                <Form.Item
                  name={[row.name, "text"]}
                  label={say("fact", { number: at + 1 })}
                  rules={required}
                >
                  <Input.TextArea rows={1} />
                </Form.Item>
                {rows.length > 1 && (
                  <Remove what={say("fact", { number: at + 1 })} onClick={() => remove(row.name)} />
                )}
              </div>
            ))}
            <div className="actions">
              <Button onClick={() => add({ text: "" })}>{say("addFact")}</Button>
              <TakeOver prepared={prepared} />
            </div>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

/** Before whatever was typed already; empty rows make room. */
function TakeOver({ prepared }: { prepared: readonly StatedFact[] }): ReactNode {
  const say = useWords(recordWords);
  const form = Form.useFormInstance<Account>();
  if (prepared.length === 0) return null;
  const takeOver = (): void => {
    const typed = form.getFieldValue("facts") as StatedFact[];
    const known = new Set(prepared.map((fact) => fact.text));
    const own = typed.filter((fact) => fact?.text?.trim() && !known.has(fact.text));
    form.setFieldValue("facts", [...prepared, ...own]);
  };
  return <Button onClick={takeOver}>{say("fromPack")}</Button>;
}

function AgreementList(): ReactNode {
  const say = useWords(recordWords);
  const required = useRequired();
  return (
    <fieldset>
      <legend>{say("agreements")}</legend>
      <Form.List name="agreements">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, at) => (
              <div key={row.key} className="list-row">
                <Form.Item
                  name={[row.name, "text"]}
                  label={say("agreement", { number: at + 1 })}
                  rules={required}
                >
                  <Input.TextArea rows={1} />
                </Form.Item>
                <Remove
                  what={say("agreement", { number: at + 1 })}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button onClick={() => add({ text: "" })}>{say("addAgreement")}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function ActionList({ people }: { people: readonly Person[] }): ReactNode {
  const say = useWords(recordWords);
  const required = useRequired();
  const options = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <fieldset>
      <legend>{say("actions")}</legend>
      <Form.List name="actions">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, at) => (
              <div key={row.key} className="list-row action-row">
                <Form.Item
                  name={[row.name, "text"]}
                  label={say("action", { number: at + 1 })}
                  rules={required}
                >
                  <Input.TextArea rows={1} />
                </Form.Item>
                <Form.Item name={[row.name, "ownerId"]} label={say("owner")} rules={required}>
                  <Select options={options} />
                </Form.Item>
                <Form.Item name={[row.name, "dueOn"]} label={say("dueOn")} rules={required}>
                  <DateField min={isoDay()} />
                </Form.Item>
                <Remove what={say("action", { number: at + 1 })} onClick={() => remove(row.name)} />
              </div>
            ))}
            <Button
              onClick={() => add({ text: "", ownerId: options[0]?.value, dueOn: isoDay(14) })}
            >
              {say("addAction")}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function Remove({ what, onClick }: { what: string; onClick: () => void }): ReactNode {
  const say = useWords(recordWords);
  return (
    <Button className="remove" type="text" aria-label={say("remove", { what })} onClick={onClick}>
      ×
    </Button>
  );
}
