import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { useConnectionTitles } from "./connection-titles.ts";
import { connectionEntries, kindEntries, type PaletteEntry, type PaletteTexts } from "./palette-entries.ts";

/** Everything that can be put on the canvas, kinds of step first, in the language of the screen. */
export interface PaletteOffer {
  readonly kinds: readonly PaletteEntry[];
  /** By connection, in the order of the connections. */
  readonly connections: readonly {
    readonly name: string;
    readonly title: string;
    readonly connector: string;
    readonly entries: readonly PaletteEntry[];
  }[];
}

export function usePaletteOffer(): PaletteOffer {
  const t = useTranslations("canvas.palette");
  const types = useTranslations("glossary.node");
  const connections = useConnectionTitles();
  const connectors = useDocument((state) => state.catalogue.connectors);
  return useMemo(() => {
    const texts: PaletteTexts = {
      type: (type) => types(type),
      use: (use, resource) => t(use, { resource: inSentence(resource) }),
    };
    return {
      kinds: kindEntries(definitions, texts),
      connections: connections.flatMap((connection) => {
        const connector = connectors[connection.connector];
        return connector ? [{ ...connection, entries: connectionEntries(connection, connector, texts) }] : [];
      }),
    };
  }, [t, types, connections, connectors]);
}

/** A title inside a sentence: "Debtors" loses its capital, "VAT codes" keeps its own. */
function inSentence(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
