/** The controls that pages are made of. Whoever makes them is known here, and to `src/ui` alone. */
export { Alert, Button, Checkbox, Form, Input, InputNumber, Radio, Result, Select } from "antd";
export type { InputRef, RefSelectProps } from "antd";
