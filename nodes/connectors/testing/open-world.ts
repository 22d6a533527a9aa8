import type { Connector, OpenConnection, WriteIntent } from "@trasvase/shared/connector.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import type { Sandbox } from "../sandbox.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { createTestWorld, type TestWorld } from "./world.ts";

/** Where the stand-ins of tests are. */
export const systemAddress = "https://system.example";

/** The secrets of a connection to a stand-in that gives rotating tokens. */
export const oauthSecrets = {
  clientSecret: new Secret(sandboxCredentials.clientSecret),
  refreshToken: new Secret(sandboxCredentials.refreshToken),
};

/** A world whose network is one stand-in, both with the same clock. */
export async function openWorld(
  make: (now: () => number) => Sandbox,
): Promise<{ readonly world: TestWorld; readonly sandbox: Sandbox }> {
  const late: { sandbox?: Sandbox } = {};
  const world = await createTestWorld(async (request) => {
    if (!late.sandbox) throw new Error("The sandbox is not there yet.");
    return late.sandbox.handle(request);
  });
  late.sandbox = make(world.now);
  return { world, sandbox: late.sandbox };
}

/** Who writes to which system, in tests. */
export interface TestWriter {
  readonly connector: Connector;
  readonly connection: OpenConnection;
  readonly world: TestWorld;
}

/** Writes records and answers their ids. Throws when one is not written. */
export async function writeAll(
  { connection, connector, world }: TestWriter,
  intents: readonly Pick<WriteIntent, "resource" | "action" | "data" | "target">[],
): Promise<readonly string[]> {
  const writer = await connector.openWriter(connection, world.services);
  const whole = intents.map((intent, index) => ({ id: `t${index}`, options: {}, ...intent }));
  const results = await writer.write(whole, new AbortController().signal);
  return results.map((result) => {
    if (result.kind !== "written") throw new Error(`Not written: ${JSON.stringify(result)}`);
    return result.id;
  });
}
