import type { Sample } from "@trasvase/shared/contract/sample.ts";
import { BookmarkPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCommands } from "../shell/commands.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { KeepSample } from "./keep-sample.tsx";

/** What can be done with the current sample besides looking at it: keeping it with the flow. */
export function SampleActions({ sample }: { sample: Sample | undefined }) {
  const t = useTranslations("samples.bar");
  const [kept, setKept] = useState<Sample>();
  const whyNot = sample === undefined ? t("none") : sample.origin === "kept" ? t("isKept") : undefined;
  useCommands([
    {
      id: "preview.keep-sample",
      group: "preview",
      label: t("keep"),
      disabledReason: whyNot,
      run: () => setKept(sample),
    },
  ]);
  return (
    <>
      <IconButton
        icon={BookmarkPlus}
        size="sm"
        label={t("keep")}
        isDisabled={whyNot !== undefined}
        className="data-disabled:border-transparent! data-disabled:bg-transparent!"
        onPress={() => setKept(sample)}
      />
      {kept && <KeepSample sample={kept} onClose={() => setKept(undefined)} />}
    </>
  );
}
