/** The exact steps at providers that many companies have. */
import { Form, Input, Radio } from "../../ui/controls.ts";
import type { ReactNode } from "react";
import { useRequired } from "../../ui/form/form.tsx";
import { useWords } from "../../i18n/use-words.ts";
import { presetWords } from "./preset-words.ts";

export const PRESETS = ["OTHER", "ENTRA", "ENTRA_CHINA", "GOOGLE"] as const;
export type Preset = (typeof PRESETS)[number];

const STEPS = {
  ENTRA: ["entra1", "entra2", "entra3", "entra4"],
  ENTRA_CHINA: ["entra1", "entra2", "entra3", "entra4"],
  GOOGLE: ["google1", "google2", "google3", "google4"],
  OTHER: ["other1", "other2"],
} as const;
const CLOUDS = {
  ENTRA: "https://login.microsoftonline.com",
  ENTRA_CHINA: "https://login.partner.microsoftonline.cn",
} as const;
const GOOGLE = "https://accounts.google.com";

/** What was chosen and typed, as the provider names itself. */
export function issuerOf(preset: Preset, issuer = "", directory = ""): string {
  if (preset === "GOOGLE") return GOOGLE;
  return preset === "OTHER" ? issuer : `${CLOUDS[preset]}/${directory.trim()}/v2.0`;
}

export function PresetFields(): ReactNode {
  const say = useWords(presetWords);
  const required = useRequired();
  const preset = Form.useWatch<Preset>("preset") ?? "OTHER";
  return (
    <>
      <Form.Item name="preset" label={say("which")} className="stacked">
        <Radio.Group options={PRESETS.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      <p className="quiet">{say("others")}</p>
      <ol className="steps-there">
        {STEPS[preset].map((step) => (
          <li key={step}>{say(step)}</li>
        ))}
      </ol>
      {preset === "OTHER" && (
        <Form.Item name="issuer" label={say("issuer")} rules={required}>
          <Input inputMode="url" placeholder="https://" />
        </Form.Item>
      )}
      {preset.startsWith("ENTRA") && (
        <Form.Item name="directory" label={say("directory")} rules={required}>
          <Input autoComplete="off" placeholder="00000000-0000-0000-0000-000000000000" />
        </Form.Item>
      )}
    </>
  );
}
