/** Which projects and boards are read, and how what they hold is understood. */
import { Checkbox, Form } from "../../ui/controls.ts";
import { useState, type ReactNode, type Ref } from "react";
import { useDeed } from "../../api/use-deed.ts";
import { ChooseSourcesDocument } from "../../gql/graphql.ts";
import { Card } from "../../ui/card.tsx";
import { DeedForm } from "../../ui/form/form.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import type { Connection, Vendors } from "./asked.ts";
import { filledIn, SchemaFields, toFillIn, type Values as Options } from "./schema-form.tsx";
import { droppedIn, suggestedIn } from "./suggested.ts";
import { sourceWords } from "./words.ts";

type Source = Connection["sources"][number];

const KINDS = ["PROJECT", "BOARD", "OTHER"] as const;

interface Props {
  connection: Connection;
  vendors: Vendors;
}

interface Values {
  sourceIds: string[];
  options?: Options;
}

export function Sources({ connection, vendors }: Props): ReactNode {
  const say = useWords(sourceWords);
  const deed = useDeed(ChooseSourcesDocument);
  const [saved, setSaved] = useState(false);
  const sources = connection.sources.filter((source) => source.kind !== "SITE");
  const schema = vendors.find((one) => one.vendor === connection.vendor)?.options;
  const dropped = droppedIn(connection.catalog);
  if (sources.length === 0) return <Card title={say("title")} nothing={say("none")} />;
  const submit = async ({ sourceIds, options }: Values): Promise<void> => {
    setSaved(false);
    const filled = filledIn(schema, options);
    const input = { connectionId: connection.id, sourceIds, options: filled };
    setSaved((await deed.run({ input })) !== null);
  };
  const chosen = sources.filter((source) => source.chosen).map(({ id }) => id);
  return (
    <Card title={say("title")}>
      <DeedForm<Values>
        name="sources"
        deed={deed}
        initial={{ sourceIds: chosen, options: toFillIn(schema, connection.options) }}
        submit={say("save")}
        onSubmit={(values) => void submit(values)}
      >
        <Form.Item name="sourceIds" className="stacked">
          <Chooser sources={sources} />
        </Form.Item>
        <fieldset>
          <legend>{say("understood")}</legend>
          <SchemaFields
            schema={schema}
            under="options"
            suggested={suggestedIn(connection.catalog)}
            secretNote=""
            optionalNote={say("found")}
          />
          {dropped.length > 0 && (
            <p className="quiet">{say("dropped", { names: dropped.join(", ") })}</p>
          )}
        </fieldset>
      </DeedForm>
      <p role="status" className="quiet">
        {saved && say("saved")}
      </p>
    </Card>
  );
}

interface ChooserProps {
  sources: readonly Source[];
  value?: string[];
  onChange?: (ids: string[]) => void;
  /** By which the form knows that it is there. */
  ref?: Ref<HTMLDivElement>;
}

function Chooser({ sources, value = [], onChange, ref }: ChooserProps): ReactNode {
  const say = useWords(sourceWords);
  const set = (some: readonly string[], on: boolean): void => {
    const others = value.filter((id) => !some.includes(id));
    onChange?.(on ? [...others, ...some] : others);
  };
  const groups = KINDS.map((kind) => {
    const ofKind = sources.filter((source) => kindOf(source) === kind);
    const ids = ofKind.map(({ id }) => id);
    const chosen = ids.filter((id) => value.includes(id)).length;
    if (ofKind.length === 0) return null;
    return (
      <fieldset key={kind}>
        <legend>{say(kind)}</legend>
        <Checkbox
          checked={chosen === ids.length}
          indeterminate={chosen > 0 && chosen < ids.length}
          onChange={({ target }) => set(ids, target.checked)}
        >
          {say("all", { chosen, count: ids.length })}
        </Checkbox>
        <div className="event-list" role="group" tabIndex={0} aria-label={say(kind)}>
          {ofKind.map((source) => (
            <Checkbox
              key={source.id}
              checked={value.includes(source.id)}
              onChange={({ target }) => set([source.id], target.checked)}
            >
              <Label source={source} />
            </Checkbox>
          ))}
        </div>
      </fieldset>
    );
  });
  return <div ref={ref}>{groups}</div>;
}

function Label({ source }: { source: Source }): ReactNode {
  const say = useWords(sourceWords);
  const dates = useDates();
  return (
    <>
      {source.name} {source.key && <code>{source.key}</code>}
      {source.trouble !== null && <span className="late small"> · {source.trouble}</span>}
      {source.itemsRead > 0 && (
        <span className="quiet small">
          {" "}
          · {say("items", { count: dates.number(source.itemsRead) })}
        </span>
      )}
    </>
  );
}

function kindOf({ kind }: Source): (typeof KINDS)[number] {
  return kind === "PROJECT" || kind === "BOARD" ? kind : "OTHER";
}
