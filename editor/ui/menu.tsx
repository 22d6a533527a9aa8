import type { ReactElement, ReactNode } from "react";
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Separator,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";
import { Kbd } from "./kbd.tsx";
import { optionClassName, popoverClassName } from "./option-row.ts";

/** One action of a menu. A disabled one says why. */
interface MenuAction {
  id: string;
  label: string;
  icon?: Icon | undefined;
  shortcut?: string | undefined;
  /** Why it cannot be done now; makes the action disabled. */
  disabledReason?: string | undefined;
  danger?: boolean;
  run: () => void;
}

/** Actions that belong together, with a rule above them. */
interface MenuGroup {
  id: string;
  title?: string;
  actions: readonly MenuAction[];
}

export interface MenuProps {
  trigger: ReactElement;
  label: string;
  groups: readonly MenuGroup[];
  placement?: PopoverProps["placement"];
}

/** A button with a list of actions. */
export function Menu({ trigger, label, groups, placement = "bottom end" }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} offset={4} className={classNames(popoverClassName, "min-w-52")}>
        <AriaMenu aria-label={label} className="p-1 outline-none">
          {groups.flatMap((group, index) => [
            ...(index === 0
              ? []
              : [<Separator key={`${group.id} rule`} className="mx-1 my-1 border-t border-line" />]),
            // Sections and actions share one set of keys; a group and an action of the same name must not meet there.
            <MenuSection key={group.id} id={`group ${group.id}`} aria-label={group.title ?? label}>
              {group.title && <Header className="px-2 pt-1 pb-0.5 text-xs text-ink-3">{group.title}</Header>}
              {group.actions.map((action) => (
                <MenuActionRow key={action.id} action={action} />
              ))}
            </MenuSection>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** One action in a menu. */
export function MenuActionRow({ action }: { action: MenuAction }): ReactNode {
  const Glyph = action.icon;
  return (
    <MenuItem
      id={action.id}
      textValue={action.label}
      onAction={action.run}
      isDisabled={action.disabledReason !== undefined}
      className={classNames(
        optionClassName,
        action.danger && action.disabledReason === undefined && "text-err!",
      )}
    >
      {Glyph && <Glyph aria-hidden size={16} className="shrink-0" />}
      <span className="grow">
        <span>{action.label}</span>
        {action.disabledReason && (
          <span className="block max-w-64 text-sm text-ink-3">{action.disabledReason}</span>
        )}
      </span>
      {action.shortcut && <Kbd keys={action.shortcut} />}
    </MenuItem>
  );
}
