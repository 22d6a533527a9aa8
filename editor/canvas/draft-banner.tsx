import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDocument } from "../document/flow-editing.tsx";
import { Button } from "../ui/button.tsx";

export interface DraftBannerProps {
  readonly onTakeTheirs: () => Promise<void>;
  readonly onKeepMine: () => Promise<void>;
}

/** Says that the draft was changed elsewhere, and lets a person choose. Until then nothing is written (ACT-6). */
export function DraftBanner({ onTakeTheirs, onKeepMine }: DraftBannerProps) {
  const t = useTranslations("canvas.conflict");
  const isConflict = useDocument((state) => state.saveState.kind === "conflict");
  const [pending, setPending] = useState<"theirs" | "mine">();
  if (!isConflict) return null;
  const choose = async (which: "theirs" | "mine") => {
    setPending(which);
    try {
      await (which === "theirs" ? onTakeTheirs() : onKeepMine());
    } finally {
      setPending(undefined);
    }
  };
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-4 py-1.5"
    >
      <TriangleAlert aria-hidden size={16} className="shrink-0 text-warn" />
      <p className="grow">{t("text")}</p>
      <Button size="sm" isPending={pending === "theirs"} onPress={() => void choose("theirs")}>
        {t("takeTheirs")}
      </Button>
      <Button size="sm" isPending={pending === "mine"} onPress={() => void choose("mine")}>
        {t("keepMine")}
      </Button>
    </div>
  );
}
