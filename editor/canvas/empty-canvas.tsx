import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { NewStep } from "../document/edits/add.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { useConnectionsKnown } from "../palette/connection-titles.ts";
import { type PaletteOffer, usePaletteOffer } from "../palette/use-palette-entries.ts";
import { Button } from "../ui/button.tsx";
import { buttonClassNames } from "../ui/button-look.ts";
import { ConnectorGlyph } from "../ui/connector-glyph.tsx";
import { useCanvasCommands } from "./canvas-commands.ts";

/** Instead of an empty canvas: the first decision, on real systems, one press away from real records. */
export function EmptyCanvas() {
  const isEmpty = useDocument((state) => Object.keys(state.graph.nodes).length === 0);
  return isEmpty ? <FirstStep /> : null;
}

function FirstStep() {
  const t = useTranslations("canvas.empty");
  const commands = useCanvasCommands();
  const offer = usePaletteOffer();
  const known = useConnectionsKnown();
  const systems = useMemo(() => readableSystems(offer), [offer]);
  const begin = (step: NewStep) => commands.add([step], { kind: "free", at: [0, 0] });
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex justify-center overflow-auto p-8">
      <section className="pointer-events-auto my-auto h-fit w-full max-w-[44rem] rounded-6 border border-line bg-surface p-6">
        <h2 className="text-2xl">{t("title")}</h2>
        <p className="mt-1 mb-5 text-ink-2">{t("why")}</p>
        {systems.map(({ name, title, connector, entries }) => (
          <div
            key={name}
            className="grid grid-cols-[minmax(9rem,13rem)_1fr] items-start gap-x-4 border-t border-line py-3"
          >
            <h3 className="flex min-h-control items-center gap-2.5">
              <ConnectorGlyph connector={connector} title={title} />
              <span className="min-w-0 truncate">{title}</span>
            </h3>
            <ul className="flex flex-wrap gap-2">
              {entries.map((entry) => (
                <li key={entry.id}>
                  <Button
                    onPress={() => begin(entry.step)}
                    aria-label={t("readFrom", {
                      resource: entry.step.title ?? entry.title,
                      connection: title,
                    })}
                  >
                    {entry.step.title ?? entry.title}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        ))}
        {systems.length === 0 && (
          <p className="border-t border-line py-4 text-ink-2">{known ? t("noConnections") : t("loading")}</p>
        )}
        <hr className="border-line" />
        <div className="-mx-3 -mb-2 flex flex-wrap items-center gap-1 pt-3">
          <Button variant="quiet" onPress={() => begin({ type: "source" })}>
            {t("blank")}
          </Button>
          <Button variant="quiet" onPress={() => commands.paste()}>
            {t("paste")}
          </Button>
          <Link to="/connections" className={buttonClassNames({ variant: "quiet" })}>
            {t("connections")}
          </Link>
        </div>
      </section>
    </div>
  );
}

/** The systems that can be read, with what can be read of them. */
function readableSystems(offer: PaletteOffer): PaletteOffer["connections"] {
  return offer.connections
    .map((connection) => ({
      ...connection,
      entries: connection.entries.filter((entry) => entry.type === "source"),
    }))
    .filter((connection) => connection.entries.length > 0);
}
