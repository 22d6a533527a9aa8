import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import {
  createSandbox,
  demoConnections,
  isSandboxSystem,
  sandboxSystems,
} from "@trasvase/nodes/connectors/sandboxes.ts";
import { CommandError, readArguments } from "./command.ts";

const usage = `trasvase sandbox ${sandboxSystems.join("|")} [--port N]`;

/** Serves the stand-in of a system on this machine until it is interrupted. It forgets everything when it ends. */
export async function sandbox(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, usage, { port: { type: "string", short: "p" } });
  const [system, ...more] = positionals;
  if (system === undefined || more.length > 0 || !isSandboxSystem(system)) {
    throw new CommandError(`Name one system: ${sandboxSystems.join(" or ")}.\nUsage: ${usage}`);
  }
  const port = Number(values.port ?? "0");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CommandError(
      `--port has to be a number from 0 to 65535; 0, or leaving it out, takes any free one.`,
    );
  }
  const stand = createSandbox(system, { basePath: `/sandbox/${system}` });
  const server = createServer(getRequestListener((request) => stand.handle(request)));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) =>
      reject(new CommandError(`Port ${port} cannot be used (${error.message}). Choose another with --port.`)),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const demo = demoConnections(`http://127.0.0.1:${taken}`).find((one) => one.connector === system);
  process.stdout.write(`${JSON.stringify({ settings: demo?.settings, secrets: demo?.secrets })}\n`);
  process.stderr.write("Serving until interrupted. The line above holds what a connection to it needs.\n");
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  server.closeAllConnections();
  server.close();
  return 0;
}
