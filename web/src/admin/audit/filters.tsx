/** Who, what, when, about whom. */
import { Form, Select } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import type { AuditFilter } from "../../gql/graphql.ts";
import { useWords } from "../../i18n/use-words.ts";
import { PersonSelect } from "../person-select.tsx";
import { DEEDS, deedWords } from "./deeds.ts";
import { auditWords } from "./words.ts";
import { DateField } from "../../ui/form/date-field.tsx";

interface Props {
  narrow: (filter: AuditFilter) => void;
}

interface Asked {
  actorId?: string;
  aboutId?: string;
  deeds?: string[];
  since?: string;
  until?: string;
}

export function Filters({ narrow }: Props): ReactNode {
  const say = useWords(auditWords);
  const name = useWords(deedWords);
  const deeds = DEEDS.map((deed) => ({ value: deed, label: name(deed) }));
  return (
    <Form<Asked>
      layout="vertical"
      className="audit-filters"
      onValuesChange={(_, all) => narrow(filterOf(all))}
    >
      <Form.Item name="actorId" label={say("who")}>
        <PersonSelect />
      </Form.Item>
      <Form.Item name="deeds" label={say("deed")}>
        <Select mode="multiple" allowClear options={deeds} optionFilterProp="label" />
      </Form.Item>
      <Form.Item name="aboutId" label={say("about")}>
        <PersonSelect />
      </Form.Item>
      <Form.Item name="since" label={say("since")}>
        <DateField />
      </Form.Item>
      <Form.Item name="until" label={say("until")}>
        <DateField />
      </Form.Item>
    </Form>
  );
}

/** Days are the reader's, and both count whole. */
function filterOf(asked: Asked): AuditFilter {
  return {
    ...(asked.actorId && { actorId: asked.actorId }),
    ...(asked.aboutId && { aboutId: asked.aboutId }),
    ...(asked.deeds?.length && { deeds: asked.deeds }),
    ...(asked.since && { since: new Date(`${asked.since}T00:00`).toISOString() }),
    ...(asked.until && { until: dayAfter(asked.until) }),
  };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00`);
  next.setDate(next.getDate() + 1);
  return next.toISOString();
}
