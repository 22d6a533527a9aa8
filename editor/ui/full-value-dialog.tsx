import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./dialog.tsx";
import type { JsonRow } from "./json-rows.ts";

/** A whole value that is too long for its line, to read and copy. */
export function FullValueDialog({ row, path, onClose }: { row: JsonRow; path: string; onClose: () => void }) {
  const t = useTranslations("ui");
  const text = typeof row.value === "string" ? row.value : JSON.stringify(row.value, null, 2);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={t("json.fullValue", { path })}
      footer={
        <>
          <CopyButton text={text} label={t("json.copyValue")} size="md" />
          <Button onPress={onClose}>{t("close")}</Button>
        </>
      }
    >
      <pre className="text-sm break-words whitespace-pre-wrap">{text}</pre>
    </Dialog>
  );
}
