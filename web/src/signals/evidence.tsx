/** Everything that was read about somebody, and where it is from. */
import { Radio } from "../ui/controls.ts";
import { useEffect, useState, type ReactNode } from "react";
import { useParams } from "wouter";
import { useAnswer } from "../api/use-answer.ts";
import { EvidenceDocument, type EvidenceQuery } from "../gql/graphql.ts";
import { useMe } from "../people/me.ts";
import { Answer } from "../ui/answer.tsx";
import { Card, Rows } from "../ui/card.tsx";
import { Lost } from "../app/lost.tsx";
import { OutsideLink } from "../ui/outside-link.tsx";
import { useDates } from "../i18n/use-dates.ts";
import { useWords } from "../i18n/use-words.ts";
import { MetricChart } from "./metric-chart.tsx";
import "./signals.css";
import { sourceName } from "./source-name.ts";
import { evidenceWords } from "./words.ts";
import { Pager } from "../ui/table/pager.tsx";
import { usePages, type Pages } from "../ui/table/use-pages.ts";

type Piece = EvidenceQuery["evidence"]["nodes"][number];

/** About oneself at `/evidence`, about a report at `/people/:id/evidence`. */
export default function Evidence(): ReactNode {
  const me = useMe();
  const { id = me.id } = useParams<{ id?: string }>();
  const [source, setSource] = useState<string | null>(null);
  const pages = usePages();
  const asked = useAnswer(EvidenceDocument, { person: id, source, after: pages.after });
  return (
    <Answer of={asked}>
      {(data) =>
        data.person === null ? (
          <Lost />
        ) : (
          <>
            <Head person={data.person} />
            <Metrics series={data.metricSeries.nodes} />
            <Pieces data={data} pages={pages} source={source} only={pages.restarting(setSource)} />
          </>
        )
      }
    </Answer>
  );
}

function Head({ person }: { person: { id: string; name: string } }): ReactNode {
  const say = useWords(evidenceWords);
  const own = person.id === useMe().id;
  return (
    <div className="page-head">
      <div>
        <h1>{own ? say("mine") : say("of", { name: person.name })}</h1>
        <p className="quiet">{own ? say("whoReads") : say("seesToo", { name: person.name })}</p>
      </div>
    </div>
  );
}

function Metrics({ series }: { series: EvidenceQuery["metricSeries"]["nodes"] }): ReactNode {
  const say = useWords(evidenceWords);
  return (
    <Card title={say("metrics")} {...(series.length === 0 && { nothing: say("noMetrics") })}>
      <div className="metrics">
        {series.map((each) => (
          <MetricChart key={each.id} series={each} />
        ))}
      </div>
    </Card>
  );
}

interface PiecesProps {
  data: EvidenceQuery;
  pages: Pages;
  source: string | null;
  only: (source: string | null) => void;
}

function Pieces({ data, pages, source, only }: PiecesProps): ReactNode {
  const say = useWords(evidenceWords);
  const { nodes, pageInfo, totalCount } = data.evidence;
  return (
    <>
      <div className="only">
        <Only nodes={nodes} source={source} only={only} />
        <p className="quiet">{say("total", { count: totalCount })}</p>
      </div>
      <Rows
        title={say("events")}
        nothing={say("noEvents")}
        of={nodes}
        row={(piece) => <PieceLine key={piece.id} piece={piece} />}
      >
        <Pager pages={pages} pageInfo={pageInfo} rows={nodes.length} total={totalCount} />
      </Rows>
    </>
  );
}

/** The sources that have been met so far. */
function Only({
  nodes,
  source,
  only,
}: Pick<PiecesProps, "source" | "only"> & { nodes: Piece[] }): ReactNode {
  const say = useWords(evidenceWords);
  const [met, meet] = useState<readonly string[]>([]);
  const fresh = nodes.map((piece) => piece.source).filter((each) => !met.includes(each));
  useEffect(() => meet([...met, ...new Set(fresh)].sort()), [fresh.join()]);
  if (met.length < 2) return null;
  const options = [
    { value: "", label: say("allSources") },
    ...met.map((value) => ({ value, label: sourceName(value) })),
  ];
  return (
    <Radio.Group
      optionType="button"
      aria-label={say("source")}
      value={source ?? ""}
      options={options}
      onChange={(event) => only((event.target.value as string) || null)}
    />
  );
}

function PieceLine({ piece }: { piece: Piece }): ReactNode {
  const say = useWords(evidenceWords);
  const dates = useDates();
  return (
    <li>
      <div className="row-head">
        <span>
          {piece.url === null ? (
            piece.title
          ) : (
            <OutsideLink to={piece.url}>{piece.title}</OutsideLink>
          )}
        </span>
        <span className="tag">{sourceName(piece.source)}</span>
      </div>
      <p className="quiet small">
        {piece.url === null && `${piece.externalId} · `}
        {dates.day(piece.occurredAt)} · {say("read", { day: dates.day(piece.filedAt) })}
        {piece.outOfSightAt !== null &&
          ` · ${say("outOfSight", { day: dates.day(piece.outOfSightAt) })}`}
      </p>
    </li>
  );
}
