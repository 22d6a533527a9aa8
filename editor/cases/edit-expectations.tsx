import type { CaseRow } from "@trasvase/shared/contract/case.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { findJsonError } from "../samples/find-json-error.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/text-area.tsx";
import type { useCaseActions } from "./use-case-actions.ts";

/** The expectations of a case as their own text: change a value, or take out what may be anything. */
export function EditExpectations({
  row,
  change,
  onClose,
}: {
  row: CaseRow;
  change: ReturnType<typeof useCaseActions>["change"];
  onClose: () => void;
}) {
  const t = useTranslations("cases.edit");
  const ui = useTranslations("ui");
  const [text, setText] = useState(() => JSON.stringify(row.expect, undefined, 2));
  const place = findJsonError(text);
  const line = place === undefined ? undefined : text.slice(0, place).split("\n").length;
  const error = line === undefined ? change.error?.message : t("noJson", { line });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("title", { name: row.name })}
      size="lg"
      footer={
        <>
          <Button onPress={onClose}>{ui("cancel")}</Button>
          <Button
            variant="primary"
            isDisabled={line !== undefined}
            isPending={change.isPending}
            onPress={() => change.mutate({ expect: JSON.parse(text) }, { onSuccess: onClose })}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <TextArea
        label={t("label")}
        description={t("help")}
        value={text}
        onChange={setText}
        rows={18}
        mono
        autoFocus
        {...(error === undefined ? {} : { error })}
      />
    </Dialog>
  );
}
