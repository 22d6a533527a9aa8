import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toast.ts";
import { type ConnectionDraft, draftOf, isEdited, sameSettings } from "./connection-draft.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { FormFailure } from "./form-failure.tsx";
import { runCheck } from "./use-connection-check.ts";
import { useDraftProblems } from "./use-draft-problems.ts";

/** Changes a connection. Flows that use it go on with the new settings from their next call. */
export function ConnectionForm({
  connection,
  definition,
}: {
  connection: ConnectionRow;
  definition: ConnectorDefinition;
}) {
  const t = useTranslations("connections");
  const [draft, setDraft] = useState(() => draftOf(connection));
  const save = useSaveConnection(connection, (stored) => setDraft(draftOf(stored)));
  const set = new Set(Object.keys(connection.secretsSet));
  const { problems, check } = useDraftProblems(definition, draft, set, save.error);
  const titleError = draft.title.trim() === "" ? t("titleMissing") : undefined;
  const edited = isEdited(draft, connection);
  return (
    <form
      noValidate
      className="flex min-w-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (check() && !titleError) save.mutate(draft);
      }}
    >
      <h2 className="sr-only">{t("settings")}</h2>
      <TextField
        label={t("titleLabel")}
        error={titleError}
        value={draft.title}
        onChange={(title) => setDraft({ ...draft, title })}
        maxLength={200}
        isRequired
        validationBehavior="aria"
      />
      <ConnectionFields
        definition={definition}
        draft={draft}
        onChange={setDraft}
        problems={problems}
        secretsSet={connection.secretsSet}
      />
      <FormFailure error={save.error} />
      <div className="flex items-center gap-3 border-t border-line pt-4">
        <Button type="submit" variant="primary" isDisabled={!edited} isPending={save.isPending}>
          {t("saveAndTest")}
        </Button>
        {edited ? (
          <Button variant="quiet" onPress={() => setDraft(draftOf(connection))}>
            {t("discard")}
          </Button>
        ) : (
          <span className="text-sm text-ink-2">{t("unedited")}</span>
        )}
      </div>
    </form>
  );
}

function useSaveConnection(connection: ConnectionRow, onSaved: (stored: ConnectionRow) => void) {
  const { name } = connection;
  const t = useTranslations("connections");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ title, settings, secrets }: ConnectionDraft) => {
      const stored = await take(
        api.connections[":name"].$patch({
          param: { name },
          json: {
            title: title.trim(),
            // Settings that are sent make the connection count as untested, so a new title alone must not send them.
            ...(sameSettings(settings, connection) ? {} : { settings }),
            ...(Object.keys(secrets).length > 0 ? { secrets: { ...secrets } } : {}),
          },
        }),
      );
      client.setQueryData(queryKeys.connection(name), stored);
      onSaved(stored);
      // Stored is stored: a test that cannot even be made counts as one that failed.
      const works = await runCheck(client, name).then(
        ({ ok }) => ok,
        () => false,
      );
      return { title: stored.title, works };
    },
    onSuccess: ({ title, works }) =>
      toast({ message: t(works ? "saved" : "savedNotWorking", { title }), tone: works ? "ok" : "warn" }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.connections }),
  });
}
