import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import * as z from "zod";

/** A draft that the server does not have yet. */
interface KeptDraft {
  readonly flow: string;
  readonly graph: Graph;
  /** The revision it was made from. */
  readonly revision: number;
  /** ISO 8601. */
  readonly at: string;
}

/** Keeps unsaved drafts in this browser, one per flow. */
export interface DraftKeeper {
  keep(draft: KeptDraft): void;
  forget(flow: string): void;
  /** What was kept; undefined when there is nothing or it cannot be read. */
  find(flow: string): KeptDraft | undefined;
}

const keptSchema = z.object({
  graph: z.unknown(),
  revision: z.number().int(),
  at: z.string(),
});
const keyOf = (flow: string) => `trasvase.draft.${flow}`;

/** Keeps drafts in the browser's storage. A full or forbidden storage only means that nothing is kept. */
export function keepDraftsIn(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">): DraftKeeper {
  return {
    keep: ({ flow, ...draft }) => {
      try {
        storage.setItem(keyOf(flow), JSON.stringify(draft));
      } catch {
        // The draft is still on the screen and being sent to the server.
      }
    },
    forget: (flow) => storage.removeItem(keyOf(flow)),
    find: (flow) => {
      const kept = readKept(storage.getItem(keyOf(flow)));
      return kept && { flow, ...kept };
    },
  };
}

function readKept(text: string | null): Omit<KeptDraft, "flow"> | undefined {
  if (text === null) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const kept = keptSchema.safeParse(value);
  const graph = kept.success ? parseGraph(kept.data.graph).graph : undefined;
  if (!kept.success || !graph) return undefined;
  const { revision, at } = kept.data;
  return { graph, revision, at };
}
