/** Who makes it, where it lives, what it does with data: in its publisher's words. */
import type { ReactNode } from "react";
import { Card } from "../../ui/card.tsx";
import { OutsideLink } from "../../ui/outside-link.tsx";
import { useDates } from "../../i18n/use-dates.ts";
import { useWords } from "../../i18n/use-words.ts";
import type { Plugin } from "./asked.ts";
import { consentWords } from "./words.ts";

interface Props {
  plugin: Plugin;
}

export function About({ plugin }: Props): ReactNode {
  return (
    <>
      <Data plugin={plugin} />
      <Publisher plugin={plugin} />
    </>
  );
}

function Data({ plugin }: Props): ReactNode {
  const say = useWords(consentWords);
  const dates = useDates();
  const { manifest } = plugin;
  const listed = (values: readonly string[]): string => values.join(", ") || say("nothing");
  return (
    <Card title={say("data")}>
      <dl className="facts">
        <dt>{say("stores")}</dt>
        <dd>{listed(manifest.stores)}</dd>
        <dt>{say("retention")}</dt>
        <dd>{say("days", { count: dates.number(manifest.retentionDays) })}</dd>
        <dt>{say("regions")}</dt>
        <dd>{listed(manifest.regions)}</dd>
        <dt>{say("subprocessors")}</dt>
        <dd>{listed(manifest.subprocessors)}</dd>
        <dt>{say("egress")}</dt>
        <dd>{listed(manifest.egress)}</dd>
        <dt>{say("hears")}</dt>
        <dd>{listed(manifest.eventTypes)}</dd>
        <dt>{say("lives")}</dt>
        <dd>{manifest.baseUrl}</dd>
      </dl>
    </Card>
  );
}

function Publisher({ plugin }: Props): ReactNode {
  const say = useWords(consentWords);
  const { manifest } = plugin;
  const links = [
    ["homepage", manifest.homepageUrl],
    ["privacy", manifest.privacyUrl],
    ["terms", manifest.termsUrl],
  ] as const;
  return (
    <Card title={say("publisher")}>
      <p>
        <OutsideLink to={manifest.publisherUrl}>{manifest.publisherName}</OutsideLink>
      </p>
      <ul className="links">
        {links.map(
          ([name, url]) =>
            url !== null && (
              <li key={name}>
                <OutsideLink to={url}>{say(name)}</OutsideLink>
              </li>
            ),
        )}
      </ul>
      <p className="quiet small">
        {say("support")}: {manifest.supportEmail} · {say("security")}: {manifest.securityEmail}
      </p>
      <details>
        <summary>{say("manifest")}</summary>
        <p className="small">{say("hash", { hash: manifest.sha256 })}</p>
        <pre tabIndex={0}>{manifest.sourceText}</pre>
      </details>
    </Card>
  );
}
