import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { FormField } from "../form/form-fields.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";

export interface SecretFieldProps {
  field: FormField;
  /** What was typed now; an empty text takes the stored one away; undefined leaves it as it is. */
  typed: string | undefined;
  /** When the stored one was set, ISO 8601; undefined: none is. */
  setAt: string | undefined;
  error: string | undefined;
  onChange: (text: string | undefined) => void;
}

/** A secret: goes in and never comes out. One that is set shows since when, and can be replaced (CON-4). */
export function SecretField({ field, typed, setAt, error, onChange }: SecretFieldProps) {
  const t = useTranslations("connections.secret");
  const format = useFormatter();
  if (setAt !== undefined && typed === undefined) {
    const since = format.dateTime(new Date(setAt), { dateStyle: "medium" });
    return (
      <StoredSecret title={field.title} since={t("setOn", { date: since })}>
        <Button size="sm" aria-label={t("replaceOf", { name: field.title })} onPress={() => onChange("")}>
          {t("replace")}
        </Button>
      </StoredSecret>
    );
  }
  return (
    <div className="flex items-end gap-2">
      <TextField
        label={field.title}
        description={field.help}
        error={error}
        type="password"
        autoComplete="new-password"
        // The person has just asked to type here.
        autoFocus={setAt !== undefined}
        value={typed ?? ""}
        onChange={(text) => onChange(text === "" && setAt === undefined ? undefined : text)}
        isRequired={field.required}
        validationBehavior="aria"
        mono
        className="grow"
      />
      {setAt !== undefined && (
        <Button onPress={() => onChange(undefined)} aria-label={t("keepOf", { name: field.title })}>
          {t("keep")}
        </Button>
      )}
    </div>
  );
}

function StoredSecret({ title, since, children }: { title: string; since: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium">{title}</span>
      <div className="flex min-h-control items-center gap-2 text-ink-2">
        <KeyRound aria-hidden size={14} className="shrink-0" />
        <span className="grow">{since}</span>
        {children}
      </div>
    </div>
  );
}
