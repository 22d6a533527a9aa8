import { startEmbedded } from "../embedded.ts";

/**
 * A process that runs an embedded server, for tests that kill it: `node --import tsx embedded-host.ts <data folder>`. Each line it
 * prints is one word (`url`, `error` or `progress`) and a text. SIGTERM stops it in order.
 */
const [dataDir = "", servesAt = ""] = process.argv.slice(2);
const say = (kind: "url" | "error" | "progress", text: string) => process.stdout.write(`${kind} ${text}\n`);
const stayAlive = setInterval(() => {}, 60_000);

try {
  const server = await startEmbedded({
    dataDir,
    servesAt,
    onProgress: (message) => say("progress", message),
  });
  say("url", server.url);
  process.once("SIGTERM", async () => {
    await server.stop();
    clearInterval(stayAlive);
  });
} catch (error) {
  say("error", error instanceof Error ? error.message : String(error));
  clearInterval(stayAlive);
}
