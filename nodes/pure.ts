import type { Runners } from "@trasvase/shared/node.ts";
import { runDestination } from "./destination/run.ts";
import { runFilter } from "./filter/run.ts";
import { runLookup } from "./lookup/run.ts";
import { runMapping } from "./mapping/run.ts";
import { runRouter } from "./router/run.ts";
import { runSource } from "./source/run.ts";
import { runSplit } from "./split/run.ts";

/** The running side of every node type. Browser-safe: what a step asks of the world is only described here. */
export const runners: Runners = {
  source: runSource,
  mapping: runMapping,
  filter: runFilter,
  router: runRouter,
  split: runSplit,
  lookup: runLookup,
  destination: runDestination,
  note: { does: "nothing" },
};
