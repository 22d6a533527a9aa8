import type { ConnectorDefinition } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { type NodeType, nodeTypes } from "@trasvase/shared/node.ts";
import type { Definitions } from "../document/definitions.ts";
import type { NewStep } from "../document/edits/add.ts";

/** Something that can be put on the canvas: a kind of step, or one that already knows its system and kind of record. */
export interface PaletteEntry {
  readonly id: string;
  readonly type: NodeType;
  readonly title: string;
  readonly detail: string;
  readonly step: NewStep;
  /** Of an entry that belongs to a connection. */
  readonly connection?: PaletteConnection;
  /** Everything it can be found by, in small letters. */
  readonly words: string;
}

/** What the palette needs to know of a connection. */
export interface PaletteConnection {
  readonly name: string;
  readonly title: string;
  readonly connector: string;
  readonly settings?: Json;
}

/** The texts of the palette, in the language of the screen. */
export interface PaletteTexts {
  readonly type: (type: NodeType) => string;
  readonly use: (use: "read" | "find" | "write", resource: string) => string;
}

/** One entry for each kind of step, in the order in which records meet them. */
export function kindEntries(definitions: Definitions, texts: PaletteTexts): readonly PaletteEntry[] {
  return nodeTypes.map((type) => {
    const definition = definitions[type];
    const title = texts.type(type);
    return {
      id: type,
      type,
      title,
      detail: definition.summary,
      step: { type },
      words: fold([title, definition.title, definition.summary, ...definition.synonyms].join(" ")),
    };
  });
}

/** What a connection offers: reading, looking up and writing each of its kinds of record, as far as the system can. */
export function connectionEntries(
  connection: PaletteConnection,
  connector: ConnectorDefinition,
  texts: PaletteTexts,
): readonly PaletteEntry[] {
  return connector.resources.flatMap((resource) => {
    const entry = (
      type: "source" | "lookup" | "destination",
      use: "read" | "find" | "write",
    ): PaletteEntry => {
      const title = texts.use(use, resource.title);
      return {
        id: `${connection.name}/${resource.name}/${type}`,
        type,
        title,
        detail: connection.title,
        step: {
          type,
          title: resource.title,
          called: resource.name,
          config: { connection: connection.name, resource: resource.name },
        },
        connection,
        words: fold(
          [title, resource.title, resource.name, connection.title, connector.title, texts.type(type)].join(
            " ",
          ),
        ),
      };
    };
    return [
      ...(resource.readable ? [entry("source", "read")] : []),
      ...(resource.readable && canFind(resource.match) && !connector.pushed ? [entry("lookup", "find")] : []),
      ...(resource.writable ? [entry("destination", "write")] : []),
    ];
  });
}

function canFind(match: readonly string[] | "any"): boolean {
  return match === "any" || match.length > 0;
}

/** The entries that have every word of the search in them; those whose title begins with it come first. */
export function findEntries(entries: readonly PaletteEntry[], search: string): readonly PaletteEntry[] {
  const words = fold(search)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return entries;
  const begins = (entry: PaletteEntry) => (fold(entry.title).startsWith(words[0] ?? "") ? 0 : 1);
  return entries
    .filter((entry) => words.every((word) => entry.words.includes(word)))
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => begins(a.entry) - begins(b.entry) || a.index - b.index)
    .map(({ entry }) => entry);
}

/** Small letters without accents, so that "facturación" is found by "facturacion". */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
