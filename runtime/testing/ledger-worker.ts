import { openDatabase } from "@trasvase/db/client.ts";
import { work } from "../engine/work.ts";
import { makeLedgerConnector } from "./ledger-connector.ts";
import { makeTestEngine } from "./make-engine.ts";

/*
 * A worker process over the ledger, for tests that kill it. DATABASE_URL, LEASE_MS, ORDERS and KEYS say what it works on.
 */
const { DATABASE_URL = "", LEASE_MS = "1000", ORDERS = "1000", KEYS = "100" } = process.env;
const database = openDatabase(DATABASE_URL, { max: 8, applicationName: "trasvase test worker" });
const connector = makeLedgerConnector(database, { count: Number(ORDERS), keys: Number(KEYS) });
const { engine, know } = makeTestEngine(database, {
  leaseMs: Number(LEASE_MS),
  callTimeoutMs: 300,
  sliceMs: 200,
});
know(connector);

const drain = new AbortController();
const abort = new AbortController();
process.on("SIGTERM", () => drain.abort());
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
await work(engine, { drain: drain.signal, abort: abort.signal });
await database.end();
process.disconnect?.();
