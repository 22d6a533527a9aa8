import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { TextField } from "./text-field.tsx";

export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, to how many, and whether it can be taken back. */
  children: ReactNode;
  /** The verb on the button: "Delete flow", never "OK". */
  confirmLabel: string;
  danger?: boolean;
  /** A text that must be typed first, for what cannot be taken back (a name, a count). */
  typeToConfirm?: string;
  isPending?: boolean;
  onConfirm: () => void;
}

/** Asks before something that is hard to take back. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    isOpen,
    onClose,
    title,
    children,
    confirmLabel,
    danger = false,
    typeToConfirm,
    isPending = false,
    onConfirm,
  } = props;
  const t = useTranslations("ui");
  const [typed, setTyped] = useState("");
  const close = () => {
    setTyped("");
    onClose();
  };
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={title}
      size="sm"
      isAlert
      footer={
        <>
          <Button autoFocus={typeToConfirm === undefined} onPress={close}>
            {t("cancel")}
          </Button>
          <Button
            variant={danger ? "danger" : "primary"}
            isDisabled={!ready}
            isPending={isPending}
            onPress={onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-ink-2">
        {children}
        {typeToConfirm !== undefined && (
          <TextField
            autoFocus
            label={t("typeToConfirm", { text: typeToConfirm })}
            value={typed}
            onChange={setTyped}
          />
        )}
      </div>
    </Dialog>
  );
}
