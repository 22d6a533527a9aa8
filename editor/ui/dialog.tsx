import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** Width: `sm` 420, `md` 640, `lg` 960 px at most. */
  size?: "sm" | "md" | "lg";
  /** An interruption that must be answered: announced as alert, not closed by a click beside it. */
  isAlert?: boolean;
  children: ReactNode;
  /** Buttons at the bottom, the main one last. */
  footer?: ReactNode;
}

const widths = { sm: "max-w-[420px]", md: "max-w-[640px]", lg: "max-w-[960px]" };

/** A part that must be finished or closed before going on. Focus stays inside and returns afterwards. */
export function Dialog({
  isOpen,
  onClose,
  title,
  size = "md",
  isAlert = false,
  children,
  footer,
}: DialogProps) {
  const t = useTranslations("ui");
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!isAlert}
      className="overlay-motion fixed inset-0 z-50 flex items-start justify-center overflow-auto bg-[rgb(10_12_16/0.5)] px-4 py-[10vh]"
    >
      <Modal
        className={classNames("w-full rounded-6 border border-line bg-raised shadow-overlay", widths[size])}
      >
        <AriaDialog
          role={isAlert ? "alertdialog" : "dialog"}
          className="flex max-h-[80vh] flex-col outline-none"
        >
          <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
            <Heading slot="title" className="grow text-lg font-medium">
              {title}
            </Heading>
            {!isAlert && <IconButton icon={X} label={t("close")} onPress={onClose} />}
          </header>
          <div className="min-h-0 grow overflow-auto p-4">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
