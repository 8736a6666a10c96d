import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../../api/use-answer.ts";
import {
  ReplayWebhookDeliveryDocument,
  WebhookDeliveriesDocument,
  type WebhookDeliveriesQuery,
  type WebhookDeliveryOrder,
  type WebhookDeliveryState,
} from "../../gql/graphql.ts";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { DeedButton } from "../../ui/form/deed-button.tsx";
import type { Column } from "../../ui/table/column.ts";
import { DataTable } from "../../ui/table/data-table.tsx";
import { List } from "../../ui/table/list.tsx";
import { StateFilter } from "../../ui/table/state-filter.tsx";
import { usePages } from "../../ui/table/use-pages.ts";
import type { Endpoint } from "./asked.ts";
import { deliveryWords } from "./words.ts";

const STATES = ["WAITING", "DELIVERED", "FAILED"] as const;
export const LOOKS: Readonly<Record<WebhookDeliveryState, string>> = {
  WAITING: "tag plain",
  DELIVERED: "tag",
  FAILED: "tag warm",
};

type Delivery = WebhookDeliveriesQuery["webhookDeliveries"]["nodes"][number];

/** What was sent to an endpoint, the newest first unless it is asked for otherwise. */
export function Deliveries({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const say = useWords(deliveryWords);
  const [state, setState] = useState<WebhookDeliveryState | null>(null);
  const [order, setOrder] = useState<WebhookDeliveryOrder>("CREATED_AT_DESC");
  const pages = usePages();
  const wanted = { endpoint: endpoint.id, state, orderBy: order, after: pages.after };
  const asked = useAnswer(WebhookDeliveriesDocument, wanted, { keepsRows: true });
  const columns = useColumns(endpoint.state === "ACTIVE");
  return (
    <>
      <StateFilter
        label={say("show")}
        all={say("any")}
        options={STATES.map((value) => ({ value, name: say(value) }))}
        value={state}
        narrow={pages.restarting(setState)}
      />
      <List
        asked={asked}
        pick={({ webhookDeliveries }) => webhookDeliveries}
        pages={pages}
        title={() => say("title")}
        nothing={say("none")}
      >
        {(rows) => (
          <DataTable
            label={say("title")}
            columns={columns}
            rows={rows}
            sorting={{ order, sortBy: pages.restarting(setOrder) }}
          />
        )}
      </List>
    </>
  );
}

function useColumns(mayReplay: boolean): readonly Column<Delivery, WebhookDeliveryOrder>[] {
  const say = useWords(deliveryWords);
  const dates = useDates();
  return [
    {
      key: "type",
      title: say("event"),
      cell: ({ id, type }) => <Link href={`/admin/webhooks/deliveries/${id}`}>{type}</Link>,
    },
    {
      key: "created",
      title: say("created"),
      orders: ["CREATED_AT_DESC", "CREATED_AT_ASC"],
      cell: ({ createdAt }) => dates.moment(createdAt),
    },
    {
      key: "attempts",
      title: say("attempts"),
      isNumber: true,
      cell: ({ attempts }) => dates.number(attempts),
    },
    { key: "state", title: say("state"), cell: (one) => <State of={one} /> },
    {
      key: "again",
      title: say("again"),
      isAction: true,
      cell: (one) => (one.state !== "WAITING" && mayReplay ? <Again delivery={one} /> : null),
    },
  ];
}

function State({ of: { state, attempts, dueAt } }: { of: Delivery }): ReactNode {
  const say = useWords(deliveryWords);
  const dates = useDates();
  return (
    <span className="tags">
      <span className={LOOKS[state]}>{say(state)}</span>
      {state === "WAITING" && attempts > 0 && (
        <span className="quiet">{say("next", { when: dates.moment(dueAt) })}</span>
      )}
    </span>
  );
}

function Again({ delivery: { id, type, createdAt } }: { delivery: Delivery }): ReactNode {
  const say = useWords(deliveryWords);
  const dates = useDates();
  return (
    <DeedButton
      small
      deed={ReplayWebhookDeliveryDocument}
      variables={{ input: { deliveryId: id } }}
      label={say("againOf", { type, when: dates.moment(createdAt) })}
    >
      {say("again")}
    </DeedButton>
  );
}
