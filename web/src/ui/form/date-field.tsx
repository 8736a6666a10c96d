/** A day, or a moment, in the reader's language. What they hold is text, as the server takes it. */
import { DatePicker, type GetRef } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import "dayjs/locale/zh-cn";
import { useState, type ReactNode, type Ref } from "react";
import { useLanguage } from "../../i18n/use-words.ts";

interface Props {
  /** From the form's field, which is how it finds the one to blame. */
  id?: string;
  ref?: Ref<GetRef<typeof DatePicker>>;
  value?: string;
  onChange?: (value: string) => void;
  /** The first and the last that may be chosen. */
  min?: string;
  max?: string;
}

const DAY = "YYYY-MM-DD";
const MINUTE = "YYYY-MM-DDTHH:mm";

/** `2026-11-24`; empty text where it was cleared. */
export function DateField(props: Props): ReactNode {
  return <Field {...props} kept={DAY} shown={DAY} />;
}

/** `2026-11-24T09:30` by the reader's clock; empty text where it was cleared. */
export function MomentField(props: Props): ReactNode {
  return <Field {...props} kept={MINUTE} shown="YYYY-MM-DD HH:mm" time />;
}

function Field({ kept, shown, time = false, ...props }: Props & Looks): ReactNode {
  const { id, ref, value, onChange, min, max } = props;
  // Of the calendar's names, and of the day on which a week begins.
  dayjs.locale(useLanguage() === "en" ? "en" : "zh-cn");
  const chosen = value ? dayjs(value) : null;
  const tell = (next: Dayjs | null): void => onChange?.(next ? next.format(kept) : "");
  const [isOpen, setOpen] = useState(false);
  // Whoever types needs no calendar, which would cover what comes next.
  return (
    <div onInput={() => setOpen(false)}>
      <DatePicker
        {...(id && { id })}
        {...(ref && { ref })}
        className="wide"
        format={shown}
        placeholder={shown}
        value={chosen}
        needConfirm={false}
        open={isOpen}
        onOpenChange={setOpen}
        {...(time && { showTime: { format: "HH:mm", minuteStep: 5 } })}
        {...(min && { minDate: dayjs(min) })}
        {...(max && { maxDate: dayjs(max) })}
        onChange={tell}
        // What is typed counts as soon as it is a date, and not only once the field is left.
        onCalendarChange={(next) => !Array.isArray(next) && tell(next)}
      />
    </div>
  );
}

interface Looks {
  kept: string;
  shown: string;
  time?: boolean;
}
