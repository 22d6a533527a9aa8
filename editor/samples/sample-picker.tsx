import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSamples } from "../preview/preview-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { KeptSamples } from "./kept-samples.tsx";
import { PastedSamples } from "./pasted-samples.tsx";
import { SourceSamples } from "./source-samples.tsx";

const ways = ["source", "kept", "paste"] as const;
type Way = (typeof ways)[number];

/** A button that lets a person choose which record is looked at: from the source, or pasted. */
export function SamplePicker({ quiet = false, label }: { quiet?: boolean; label?: string }) {
  const t = useTranslations("samples.picker");
  const [isOpen, setOpen] = useState(false);
  const [way, setWay] = useState<Way>("source");
  const kept = useSamples((state) => state.kept?.length ?? 0);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        variant={quiet ? "quiet" : "secondary"}
        size={quiet ? "sm" : "md"}
        onPress={() => setOpen(true)}
      >
        {label ?? t("open")}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={t("title")} size="lg">
        <Tabs
          label={t("title")}
          tabs={[
            { id: "source", label: t("source"), content: <SourceSamples onDone={close} /> },
            { id: "kept", label: t("kept", { count: kept }), content: <KeptSamples onDone={close} /> },
            { id: "paste", label: t("paste"), content: <PastedSamples onDone={close} /> },
          ]}
          selected={way}
          onSelect={setWay}
          panelClassName="pt-3"
        />
      </Dialog>
    </>
  );
}
