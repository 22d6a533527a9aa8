import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "./icon-button.tsx";
import { toast } from "./toast.ts";

export interface CopyButtonProps {
  /** The text, or a way to make it when it is expensive. */
  text: string | (() => string);
  /** What is copied, for the accessible name: "Copy path". */
  label?: string;
  size?: "md" | "sm";
  className?: string;
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label, size = "sm", className }: CopyButtonProps) {
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
