import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";
import { toast } from "./toast.ts";

export interface CopyButtonProps {
  /** The text, or a way to make it when it is expensive. */
  text: string | (() => string);
  /** What is copied, for the accessible name: "Copy path". */
  label?: string;
  /** A word beside the icon, where the icon alone would not say what is copied. Part of `label`. */
  shown?: string;
  size?: "md" | "sm";
  className?: string;
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label, shown, size = "sm", className }: CopyButtonProps) {
  const t = useTranslations("ui");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      setCopied(true);
      toast({ message: t("copied"), quiet: true });
    } catch {
      toast({ tone: "err", message: t("copyFailed") });
    }
  };
  if (shown !== undefined) {
    const Glyph = copied ? Check : Copy;
    return (
      <Button
        size="sm"
        variant="quiet"
        aria-label={label ?? shown}
        onPress={() => void copy()}
        {...(className ? { className } : {})}
      >
        <Glyph aria-hidden size={14} />
        {shown}
      </Button>
    );
  }
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={label ?? t("copy")}
      size={size}
      onPress={() => void copy()}
      {...(className ? { className } : {})}
    />
  );
}
