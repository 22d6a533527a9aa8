import type { Sample } from "@trasvase/shared/contract/sample.ts";
import { BookmarkPlus, ClipboardCheck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SaveCase } from "../cases/save-case.tsx";
import { useCommands } from "../shell/commands.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { KeepSample } from "./keep-sample.tsx";

const flatWhenDisabled = "data-disabled:border-transparent! data-disabled:bg-transparent!";

/** What can be done with the current sample besides looking at it: keeping it with the flow, saving it as a case. */
export function SampleActions({ sample }: { sample: Sample | undefined }) {
  const t = useTranslations("samples.bar");
  const [kept, setKept] = useState<Sample>();
  const [tested, setTested] = useState<Sample>();
  const save = useTranslations("cases.save");
  const missing = sample === undefined ? t("none") : undefined;
  const whyNot = sample === undefined ? t("none") : sample.origin === "kept" ? t("isKept") : undefined;
  useCommands([
    {
      id: "preview.keep-sample",
      group: "preview",
      label: t("keep"),
      disabledReason: whyNot,
      run: () => setKept(sample),
    },
    {
      id: "preview.save-case",
      group: "preview",
      label: save("action"),
      disabledReason: missing,
      run: () => setTested(sample),
    },
  ]);
  return (
    <>
      <IconButton
        icon={BookmarkPlus}
        size="sm"
        label={t("keep")}
        isDisabled={whyNot !== undefined}
        className={flatWhenDisabled}
        onPress={() => setKept(sample)}
      />
      <IconButton
        icon={ClipboardCheck}
        size="sm"
        label={save("action")}
        isDisabled={missing !== undefined}
        className={flatWhenDisabled}
        onPress={() => setTested(sample)}
      />
      {tested && <SaveCase sample={tested} onClose={() => setTested(undefined)} />}
      {kept && <KeepSample sample={kept} onClose={() => setKept(undefined)} />}
    </>
  );
}
