import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFlowPreview } from "../preview/preview-context.tsx";
import { Button } from "../ui/button.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { type Pasted, parsePasted } from "./parse-pasted.ts";

/** Records pasted as JSON, one per line, or CSV; read while typing, taken on request. */
export function PastedSamples({ onDone }: { onDone: () => void }) {
  const t = useTranslations("samples.paste");
  const { samples } = useFlowPreview();
  const [text, setText] = useState("");
  const pasted = parsePasted(text);
  const error = errorText(pasted, t);
  const use = () => {
    if (!pasted.ok) return;
    samples.paste(pasted.records);
    onDone();
  };
  return (
    <div className="flex flex-col gap-3">
      <TextArea
        label={t("label")}
        description={t("help")}
        value={text}
        onChange={setText}
        rows={12}
        mono
        autoFocus
        {...(error === undefined ? {} : { error })}
      />
      <div className="flex items-center justify-end gap-3">
        {pasted.ok && (
          <p role="status" className="text-sm text-ink-2">
            {t("read", { count: pasted.records.length, format: pasted.format })}
            {pasted.more > 0 && ` ${t("more", { count: pasted.more })}`}
          </p>
        )}
        <Button variant="primary" isDisabled={!pasted.ok} onPress={use}>
          {t("use")}
        </Button>
      </div>
    </div>
  );
}

function errorText(
  pasted: Pasted,
  t: ReturnType<typeof useTranslations<"samples.paste">>,
): string | undefined {
  if (pasted.ok || pasted.code === "empty") return undefined;
  if (pasted.code === "no-records") return t("noRecords");
  if (pasted.code !== "csv") return t(pasted.code, { line: pasted.line });
  return t(`csv.${pasted.detail}`, { line: pasted.line });
}
