import { TextField } from "../ui/text-field.tsx";

/** A day and a time by the clock of whoever looks. `value` is ISO 8601 in UTC; empty while it is incomplete. */
export function MomentField({
  label,
  description,
  value,
  onChange,
}: {
  label: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <TextField
      label={label}
      {...(description === undefined ? {} : { description })}
      type="datetime-local"
      value={toLocal(value)}
      onChange={(text) => onChange(fromLocal(text))}
      className="w-60"
    />
  );
}

/** What the browser's field shows: the moment by the local clock, without a zone. */
function toLocal(value: string): string {
  if (value === "") return "";
  const moment = new Date(value);
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function fromLocal(text: string): string {
  const moment = new Date(text);
  return text === "" || Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
}
