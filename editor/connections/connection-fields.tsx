import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { useTranslations } from "use-intl";
import { changeMembers } from "../form/change-members.ts";
import { formFields, isShown } from "../form/form-fields.ts";
import { SchemaForm } from "../form/schema-form.tsx";
import type { ConnectionDraft } from "./connection-draft.ts";
import { SecretField } from "./secret-field.tsx";

export interface ConnectionFieldsProps {
  definition: ConnectorDefinition;
  draft: ConnectionDraft;
  onChange: (draft: ConnectionDraft) => void;
  problems: readonly Problem[];
  /** Which secrets are stored, and since when. */
  secretsSet: ConnectionRow["secretsSet"];
}

/** Settings and secrets of a connection, as its connector declares them. */
export function ConnectionFields({
  definition,
  draft,
  onChange,
  problems,
  secretsSet,
}: ConnectionFieldsProps) {
  const t = useTranslations("connections");
  const settings = formFields(definition.settings);
  const secrets = formFields(definition.secrets).filter((field) => isShown(field, settings, draft.settings));
  const change = (name: string, text: string | undefined) => {
    const { [name]: _, ...rest } = draft.secrets;
    onChange({ ...draft, secrets: text === undefined ? rest : { ...rest, [name]: text } });
  };
  return (
    <>
      {settings.length > 0 && (
        <SchemaForm
          schema={definition.settings}
          values={draft.settings}
          onChange={(members) => onChange({ ...draft, settings: changeMembers(draft.settings, members) })}
          problems={problems}
        />
      )}
      {secrets.length > 0 && (
        <fieldset className="flex flex-col gap-4 border-t border-line pt-4">
          <legend className="float-left w-full text-md font-medium">{t("secrets")}</legend>
          <p className="clear-both -mt-3 text-sm text-ink-2">{t("secretsHelp")}</p>
          {secrets.map((field) => (
            <SecretField
              key={field.name}
              field={field}
              typed={draft.secrets[field.name]}
              setAt={secretsSet[field.name]?.setAt}
              error={problems.find((problem) => problem.field === field.name)?.message}
              onChange={(text) => change(field.name, text)}
            />
          ))}
        </fieldset>
      )}
      {settings.length === 0 && secrets.length === 0 && <p className="text-ink-2">{t("nothingToSet")}</p>}
    </>
  );
}
