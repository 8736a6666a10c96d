/** Chooses somebody of the company by a part of their name. */
import { Select, type RefSelectProps } from "../ui/controls.ts";
import { useState, type ReactNode, type Ref } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { FindPeopleDocument } from "../gql/graphql.ts";

interface Props {
  /** From the form's field. */
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
  ref?: Ref<RefSelectProps>;
  /** Whoever is chosen already, who may not be among the first found. */
  chosen?: { id: string; name: string } | null;
  /** Who cannot be meant. */
  but?: string;
}

const PAUSE = 250;

export function PersonSelect({ chosen, but, ...field }: Props): ReactNode {
  const [part, setPart] = useState("");
  const [timer, setTimer] = useState(0);
  const { data } = useAnswer(FindPeopleDocument, { part });
  const found = (data?.people.nodes ?? []).filter((one) => one.id !== but && one.leftOn === null);
  const options = found.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }));
  if (chosen && part === "" && !found.some((one) => one.id === chosen.id)) {
    options.unshift({ value: chosen.id, label: chosen.name });
  }
  const search = (typed: string): void => {
    clearTimeout(timer);
    setTimer(window.setTimeout(() => setPart(typed.trim()), PAUSE));
  };
  return (
    <Select
      {...field}
      allowClear
      showSearch={{ filterOption: false, onSearch: search }}
      options={options}
    />
  );
}
