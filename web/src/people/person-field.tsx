import { Select } from "../ui/controls.ts";
import { useState, type ReactNode } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { PeopleByNameDocument } from "../gql/graphql.ts";

interface Props {
  /** Whom not to offer. */
  but?: string;
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
}

/** A colleague, found by a part of their name. */
export function PersonField({ but, ...field }: Props): ReactNode {
  const [part, setPart] = useState("");
  const found = useAnswer(PeopleByNameDocument, { part: part || null });
  const people = found.data?.people.nodes ?? [];
  return (
    <Select
      {...field}
      showSearch={{ filterOption: false, onSearch: setPart }}
      loading={found.asking}
      options={people
        .filter((person) => person.id !== but && person.leftOn === null)
        .map((person) => ({
          value: person.id,
          label: person.title ? `${person.name} · ${person.title}` : person.name,
        }))}
    />
  );
}
