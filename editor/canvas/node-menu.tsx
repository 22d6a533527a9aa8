import { type KeyboardEvent, useCallback } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { Kbd } from "../ui/kbd.tsx";
import { type CanvasCommands, useCanvasCommands } from "./canvas-commands.ts";
import { useCanvas, useCanvasStore } from "./canvas-store.ts";
import { FloatingBox } from "./floating-box.tsx";
import { focusCanvas } from "./focus-canvas.ts";

const entries: readonly {
  readonly id:
    | "open"
    | "rename"
    | "addAfter"
    | "connect"
    | "duplicate"
    | "copy"
    | "cut"
    | "remove"
    | "removeCut";
  readonly keys: string;
  readonly ruleAbove?: boolean;
  readonly danger?: boolean;
  readonly run: (commands: CanvasCommands) => void;
}[] = [
  { id: "open", keys: "Enter", run: (commands) => commands.open() },
  { id: "rename", keys: "F2", run: (commands) => commands.rename() },
  { id: "addAfter", keys: "N", ruleAbove: true, run: (commands) => commands.addHere() },
  { id: "connect", keys: "C", run: (commands) => commands.pickTarget() },
  { id: "duplicate", keys: "Mod+D", ruleAbove: true, run: (commands) => commands.duplicate() },
  { id: "copy", keys: "Mod+C", run: (commands) => commands.copy() },
  { id: "cut", keys: "Mod+X", run: (commands) => commands.cut() },
  { id: "remove", keys: "Delete", ruleAbove: true, danger: true, run: (commands) => commands.remove() },
  { id: "removeCut", keys: "Shift+Delete", danger: true, run: (commands) => commands.remove({ cut: true }) },
];

/** What can be done with the step under the pointer: the same commands as by key. */
export function NodeMenu() {
  const t = useTranslations("canvas.actions");
  const menu = useCanvas((state) => state.menu);
  const canvas = useCanvasStore();
  const commands = useCanvasCommands();
  const close = useCallback(() => {
    canvas.setState({ menu: undefined });
    focusCanvas();
  }, [canvas]);
  if (!menu) return null;
  return (
    <FloatingBox screen={menu.screen} label={t("menu")} onClose={close} className="min-w-56 p-1">
      <div role="menu" aria-label={t("menu")} ref={focusFirst} onKeyDown={moveAmongItems}>
        {entries.map(({ id, keys, ruleAbove, danger, run }) => (
          <button
            key={id}
            type="button"
            role="menuitem"
            onClick={() => {
              close();
              run(commands);
            }}
            className={classNames(
              "focus-ring-inset flex h-control w-full items-center gap-3 rounded-3 px-2 text-left hover:bg-hover focus:bg-hover",
              danger && "text-err",
              ruleAbove && "mt-1",
            )}
          >
            <span className="grow">{t(id)}</span>
            <Kbd keys={keys} />
          </button>
        ))}
      </div>
    </FloatingBox>
  );
}

function focusFirst(menu: HTMLDivElement | null): void {
  menu?.querySelector("button")?.focus();
}

function moveAmongItems(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const items: HTMLElement[] = [...event.currentTarget.querySelectorAll("button")];
  const { activeElement } = document;
  const index = activeElement instanceof HTMLElement ? items.indexOf(activeElement) : -1;
  items[(index + step + items.length) % items.length]?.focus();
}
