import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { commandGroups, useAllCommands } from "./commands.ts";
import { closeOverlay, overlayStore } from "./open-overlay.ts";
import { usePreference } from "./preferences.ts";

/** Every key that does something on this screen, by group. */
export function ShortcutSheet() {
  const t = useTranslations("shell");
  const isOpen = useStore(overlayStore, (state) => state.open === "shortcuts");
  const singleKeys = usePreference("singleKeys");
  const commands = useAllCommands().filter(({ keys }) => keys && keys.length > 0);
  return (
    <Dialog isOpen={isOpen} onClose={closeOverlay} title={t("shortcuts.title")} size="lg">
      <p className="text-ink-2">
        {t("shortcuts.intro")} {!singleKeys && t("shortcuts.singleKeysOff")}
      </p>
      <div className="mt-4 gap-8 narrow:columns-2">
        {commandGroups.map((group) => {
          const own = commands.filter((command) => command.group === group);
          if (own.length === 0) return null;
          return (
            <section key={group} className="mb-6 break-inside-avoid">
              <h3 className="border-b border-line-strong pb-1 text-sm text-ink-2">{t(`group.${group}`)}</h3>
              <dl>
                {own.map(({ id, label, keys = [] }) => (
                  <div key={id} className="flex items-center gap-3 border-b border-line py-1.5">
                    <dt className="grow">{label}</dt>
                    <dd className="flex items-center gap-1.5 text-sm text-ink-3">
                      {keys.map((chord, index) => (
                        <span key={chord} className="flex items-center gap-1.5">
                          {index > 0 && t("shortcuts.or")}
                          <Kbd keys={chord} />
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
