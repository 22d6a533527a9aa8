import { openDatabase } from "@trasvase/db/client.ts";
import type { Connector } from "@trasvase/shared/connector.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { work } from "../engine/work.ts";
import { aliveMessage } from "../supervise.ts";
import { makeLedgerConnector } from "./ledger-connector.ts";
import { makeTestEngine } from "./make-engine.ts";

/*
 * A worker process over the ledger that never comes out of writing the order of one customer, for tests of what looks after workers.
 * DATABASE_URL and HANGS_AT say what it works on and where it hangs.
 */
setInterval(() => process.send?.(aliveMessage), 50);
const { DATABASE_URL = "", HANGS_AT = "" } = process.env;
const database = openDatabase(DATABASE_URL, { max: 8, applicationName: "trasvase test worker" });
const ledger = makeLedgerConnector(database, { count: 60, keys: 60 });
const hanging: Connector = {
  ...ledger,
  async openWriter(connection, services) {
    const writer = await ledger.openWriter(connection, services);
    return {
      ...writer,
      write: (intents, signal) => {
        // As an expression without end does: nothing else in this process gets a turn any more.
        while (intents.some(({ data }) => isJsonObject(data) && data.ref === HANGS_AT));
        return writer.write(intents, signal);
      },
    };
  },
};
const { engine, know } = makeTestEngine(database, { leaseMs: 1_000, callTimeoutMs: 200, sliceMs: 200 });
know(hanging);
const drain = new AbortController();
process.on("SIGTERM", () => drain.abort());
process.on("disconnect", () => process.exit(0));
await work(engine, { drain: drain.signal, abort: drain.signal });
await database.end();
process.disconnect?.();
