/** A form for one deed: what is refused is said beside the field that is to blame. */
import { Button, Form } from "antd";
import { useEffect, type ReactNode } from "react";
import type { UserError } from "../asking/refusal.ts";
import type { Deed } from "../asking/use-deed.ts";
import { useWords } from "../words/use-words.ts";
import { DeedAlert } from "./deed-alert.tsx";
import { useFocusWhileOpen } from "./focus.ts";
import { formWords } from "./form-words.ts";

interface Props<T extends object> {
  name: string;
  deed: Pick<Deed<object, never>, "errors" | "trouble" | "busy">;
  initial?: NoInfer<Partial<T>>;
  submit: string;
  onSubmit: (values: T) => void;
  onCancel?: () => void;
  children: ReactNode;
}

export function DeedForm<T extends object>(props: Props<T>): ReactNode {
  const say = useWords(formWords);
  const [form] = Form.useForm<T>();
  const { errors } = props.deed;
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
        {...(props.initial && { initialValues: props.initial })}
        onFinish={props.onSubmit}
        scrollToFirstError={{ focus: true }}
      >
        {props.children}
        <DeedAlert of={props.deed} but={isShown} />
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={props.deed.busy}>
            {props.submit}
          </Button>
          {props.onCancel && <Button onClick={props.onCancel}>{say("cancel")}</Button>}
        </div>
      </Form>
    </div>
  );
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
