/** What was read of one's own words by somebody who took no part. */
import type { ReactNode } from "react";
import type { AccessQuery } from "../../gql/graphql.ts";
import { Rows } from "../../ui/card.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import { accessWords } from "./words.ts";

type Reading = AccessQuery["contentReadings"]["nodes"][number];

const SUBJECTS = {
  commitment: "readCommitment",
  conversation: "readConversation",
  record: "readRecord",
  talking_point: "readTalkingPoint",
} as const;

export function Readings({ readings }: { readings: AccessQuery["contentReadings"] }): ReactNode {
  const say = useWords(accessWords);
  return (
    <Rows
      title={say("readings")}
      nothing={say("readingsNone")}
      of={readings.nodes}
      total={readings.totalCount}
      row={(reading) => <Row key={reading.id} reading={reading} />}
    />
  );
}

function Row({ reading }: { reading: Reading }): ReactNode {
  const say = useWords(accessWords);
  const at = useDates().moment(reading.at);
  const kind = reading.subject as keyof typeof SUBJECTS;
  const who = reading.reader?.name ?? say("readByProgram");
  return (
    <li>
      <p>
        <strong>{say(SUBJECTS[kind] ?? "readConversation")}</strong>
      </p>
      <p className="quiet">{say(reading.viaId ? "readThrough" : "readBy", { who, at })}</p>
    </li>
  );
}
