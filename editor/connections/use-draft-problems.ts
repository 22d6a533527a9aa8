import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { formFields } from "../form/form-fields.ts";
import { ApiError } from "../shell/api-error.ts";
import { type ConnectionDraft, draftProblems } from "./connection-draft.ts";

const none: readonly Problem[] = [];

/**
 * What is wrong with a draft, for its fields. Silent until the person has tried to store it; from then on it follows every keystroke.
 * `check` says whether it may be sent. What only the server saw comes from `refused`.
 */
export function useDraftProblems(
  definition: ConnectorDefinition,
  draft: ConnectionDraft,
  set: ReadonlySet<string>,
  refused: Error | null,
): { readonly problems: readonly Problem[]; readonly check: () => boolean } {
  const t = useTranslations("connections");
  const [tried, setTried] = useState(false);
  const fields = [...formFields(definition.settings), ...formFields(definition.secrets)];
  const title = (name: string) => fields.find((field) => field.name === name)?.title ?? name;
  const own = draftProblems(definition, draft, set, (field) => t("missing", { field: title(field) }));
  const theirs = refused instanceof ApiError ? refused.problems : none;
  return {
    problems: tried ? (own.length > 0 ? own : theirs) : none,
    check: () => {
      setTried(true);
      return own.length === 0;
    },
  };
}
