import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { Page } from "../shell/page.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toast.ts";
import { type ConnectionDraft, isConnectionName, nameFrom } from "./connection-draft.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { FormFailure } from "./form-failure.tsx";
import { runCheck } from "./use-connection-check.ts";
import { useDraftProblems } from "./use-draft-problems.ts";

export interface NewConnectionProps {
  definition: ConnectorDefinition;
  existing: readonly ConnectionRow[];
}

/** The form of a new connection. It is stored first and then tried, so that nothing typed is lost when the system is down (CON-2). */
export function NewConnection({ definition, existing }: NewConnectionProps) {
  const t = useTranslations("connections");
  const taken = new Set(existing.map((one) => one.name));
  const [draft, setDraft] = useState<ConnectionDraft>({ title: definition.title, settings: {}, secrets: {} });
  const [ownName, setOwnName] = useState<string>();
  const name = ownName ?? nameFrom(draft.title, taken);
  const create = useCreateConnection(definition.type);
  const { problems, check } = useDraftProblems(definition, draft, new Set(), create.error);
  const nameError = !isConnectionName(name) ? t("nameRule") : taken.has(name) ? t("nameTaken") : undefined;
  const titleError = draft.title.trim() === "" ? t("titleMissing") : undefined;
  return (
    <Page title={t("newOf", { system: definition.title })} intro={definition.summary} width="text">
      <form
        noValidate
        className="flex max-w-xl flex-col gap-4 border-t border-line pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (check() && !nameError && !titleError) create.mutate({ name, draft });
        }}
      >
        <h2 className="sr-only">{t("settings")}</h2>
        <TextField
          label={t("titleLabel")}
          description={t("titleHelp")}
          error={titleError}
          value={draft.title}
          onChange={(title) => setDraft({ ...draft, title })}
          maxLength={200}
          isRequired
          validationBehavior="aria"
        />
        <TextField
          label={t("nameLabel")}
          description={t("nameHelp")}
          error={nameError}
          value={name}
          onChange={setOwnName}
          maxLength={63}
          isRequired
          validationBehavior="aria"
          mono
        />
        <ConnectionFields
          definition={definition}
          draft={draft}
          onChange={setDraft}
          problems={problems}
          secretsSet={{}}
        />
        <FormFailure error={create.error} />
        <div className="flex items-center gap-3 border-t border-line pt-4">
          <Button type="submit" variant="primary" isPending={create.isPending}>
            {t("createAndTest")}
          </Button>
          <CancelButton />
        </div>
      </form>
    </Page>
  );
}

function CancelButton() {
  const t = useTranslations("ui");
  const navigate = useNavigate();
  return (
    <Button variant="quiet" onPress={() => void navigate({ to: "/connections" })}>
      {t("cancel")}
    </Button>
  );
}

function useCreateConnection(connector: string) {
  const t = useTranslations("connections");
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ name, draft }: { name: string; draft: ConnectionDraft }) => {
      const { title, settings, secrets } = draft;
      const made = await take(
        api.connections.$post({ json: { name, title: title.trim(), connector, settings, secrets } }),
      );
      // Stored is stored: a test that cannot even be made is shown on the connection's own page.
      await runCheck(client, name).catch(() => undefined);
      return made;
    },
    onSuccess: async ({ name, title }) => {
      await client.invalidateQueries({ queryKey: queryKeys.connections });
      await navigate({ to: "/connections/$name", params: { name } });
      toast({ message: t("made", { title }), quiet: true });
    },
  });
}
