/** Fields drawn from the JSON schema of a connector's settings. */
import { Form, Input, Select } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useRequired } from "../../ui/form/form.tsx";

interface Drawn {
  title?: string;
  type?: string;
  format?: string;
}

interface Schema {
  properties: Readonly<Record<string, Drawn>>;
  required: readonly string[];
}

export type Values = Readonly<Record<string, unknown>>;
export type Suggested = Readonly<Record<string, readonly { value: string; label: string }[]>>;

interface Props {
  schema: unknown;
  /** Where in the form they are, which is where the server says that one is wrong. */
  under: string;
  suggested?: Suggested;
  /** Below each field that keeps a secret, and each that may be left empty. */
  secretNote: string;
  optionalNote?: string;
}

export function SchemaFields(props: Props): ReactNode {
  const { properties, required } = schemaOf(props.schema);
  return Object.entries(properties).map(([key, drawn]) => (
    <Field key={key} of={key} drawn={drawn} isRequired={required.includes(key)} {...props} />
  ));
}

interface FieldProps extends Props {
  of: string;
  drawn: Drawn;
  isRequired: boolean;
}

function Field({ of, drawn, isRequired, under, suggested, ...notes }: FieldProps): ReactNode {
  const required = useRequired();
  const secret = drawn.format === "password";
  const note = secret ? notes.secretNote : isRequired ? undefined : notes.optionalNote;
  const options = suggested?.[of];
  return (
    <Form.Item
      name={[under, inCamelCase(of)]}
      label={drawn.title ?? of}
      extra={note}
      rules={isRequired ? required : []}
    >
      {drawn.type === "array" ? (
        <Select mode="tags" tokenSeparators={[",", "，"]} options={[...(options ?? [])]} />
      ) : options ? (
        <Select allowClear showSearch={{ optionFilterProp: "label" }} options={[...options]} />
      ) : secret ? (
        <Input type="password" autoComplete="new-password" />
      ) : (
        <Input autoComplete="off" />
      )}
    </Form.Item>
  );
}

/** What was filled in, as the connector names it; what was left empty is left out. */
export function filledIn(schema: unknown, values: Values = {}): Record<string, unknown> {
  const keys = Object.keys(schemaOf(schema).properties);
  const pairs = keys.map((key) => [key, values[inCamelCase(key)]] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== ""));
}

/** What is kept, as the form names it. */
export function toFillIn(schema: unknown, kept: unknown): Record<string, unknown> {
  const values = isRecord(kept) ? kept : {};
  const keys = Object.keys(schemaOf(schema).properties);
  const pairs = keys.map((key) => [inCamelCase(key), values[key] ?? undefined] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

export function hasFields(schema: unknown): boolean {
  return Object.keys(schemaOf(schema).properties).length > 0;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function schemaOf(schema: unknown): Schema {
  if (!isRecord(schema)) return { properties: {}, required: [] };
  const { properties = {}, required = [] } = schema as Partial<Schema>;
  return { properties, required };
}

function inCamelCase(key: string): string {
  return key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
