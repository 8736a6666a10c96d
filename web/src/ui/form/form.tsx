/** A form for one deed: what is refused is said beside the field that is to blame. */
import { Button, Form } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import type { UserError } from "../../api/refusal.ts";
import type { Deed } from "../../api/use-deed.ts";
import { useWords } from "../../i18n/use-words.ts";
import { uiWords } from "../words.ts";
import { DeedAlert } from "./deed-alert.tsx";
import { useDraft } from "./draft.ts";
import { useFocusWhileOpen } from "./focus.ts";
import { useLeaveWarning } from "./use-leave-warning.ts";
import { formWords } from "./form-words.ts";

type Outcome = Pick<Deed<object, never>, "errors" | "trouble" | "busy">;

interface Props<T extends object> {
  name: string;
  deed: Outcome & Partial<Pick<Deed<object, never>, "onDone">>;
  initial?: NoInfer<Partial<T>>;
  /** What is typed is kept until it is sent; never for a form in which secrets are typed. */
  keeps?: boolean;
  submit: string;
  onSubmit: (values: T) => void;
  onCancel?: () => void;
  children: ReactNode;
}

/** Whoever starts over gets the form made anew. */
export function DeedForm<T extends object>(props: Props<T>): ReactNode {
  const [round, setRound] = useState(0);
  return <OneForm<T> key={round} {...props} startOver={() => setRound(round + 1)} />;
}

function OneForm<T extends object>(props: Props<T> & { startOver: () => void }): ReactNode {
  const ui = useWords(uiWords);
  const [form] = Form.useForm<T>();
  const draft = useDraft<T>(props.keeps ? props.name : null);
  const { errors, onDone } = props.deed;
  const [hasTyped, setTyped] = useState(draft.found !== null);
  useLeaveWarning(hasTyped);
  useEffect(
    () =>
      onDone?.(() => {
        setTyped(false);
        draft.drop();
      }),
    [],
  );
  const cancel = props.onCancel && dropping(draft.drop, props.onCancel);
  const isShown = (error: UserError): boolean =>
    error.field !== null && form.getFieldInstance(path(error.field)) !== undefined;
  useEffect(() => {
    for (const error of errors.filter(isShown)) {
      form.setFields([{ name: path(error.field ?? []) as never, errors: [error.message] }]);
    }
  }, [errors]);
  const place = useFocusWhileOpen(props.onCancel !== undefined);
  return (
    <div ref={place}>
      <Form<T>
        form={form}
        name={props.name}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...props.initial, ...draft.found }}
        onValuesChange={() => {
          setTyped(true);
          draft.keep(form.getFieldsValue(true));
        }}
        onFinish={props.onSubmit}
        scrollToFirstError={{ focus: true }}
      >
        {draft.found && <Found startOver={dropping(draft.drop, props.startOver)} />}
        {props.children}
        <DeedAlert of={props.deed} but={isShown} />
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={props.deed.busy}>
            {props.submit}
          </Button>
          {cancel && <Button onClick={cancel}>{ui("cancel")}</Button>}
        </div>
      </Form>
    </div>
  );
}

function Found({ startOver }: { startOver: () => void }): ReactNode {
  const say = useWords(formWords);
  return (
    <p className="quiet small" role="status">
      {say("found")}{" "}
      <Button type="link" size="small" onClick={startOver}>
        {say("startOver")}
      </Button>
    </p>
  );
}

function dropping(drop: () => void, then: () => void): () => void {
  return () => {
    drop();
    then();
  };
}

/** What must be filled in says so in the reader's language. */
export function useRequired(): { required: true; whitespace: true; message: string }[] {
  const say = useWords(formWords);
  return [{ required: true, whitespace: true, message: say("required") }];
}

/** As `useRequired`, for what is no text. */
export function useFilled(): { required: true; message: string }[] {
  const say = useWords(formWords);
  return [{ required: true, message: say("required") }];
}

function path(field: readonly string[]): (string | number)[] {
  return field.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
