import { type Connector, ConnectorError } from "@trasvase/shared/connector.ts";
import { webhookDefinition } from "./definition.ts";

const pushedOnly =
  "Records are pushed into a webhook; there is nothing to read from it. Send one, or paste a sample.";

/** A webhook is pushed into: its records come by parse-pushed.ts, and nothing can be read or written. */
export const webhookConnector: Connector = {
  definition: webhookDefinition,
  async openReader() {
    return {
      check: async () => [{ stage: "reachable", ok: true, message: "Ready to receive." }],
      // biome-ignore lint/correctness/useYield: reading is refused before the first batch.
      async *read() {
        throw new ConnectorError("rejected", "pushed-only", pushedOnly);
      },
      async find() {
        throw new ConnectorError("rejected", "pushed-only", pushedOnly);
      },
      describe: () => [],
      placeholders: () => ({}),
      async close() {},
    };
  },
  async openWriter() {
    throw new ConnectorError(
      "rejected",
      "pushed-only",
      "A webhook cannot be written to. Use the HTTP connector to send records somewhere.",
    );
  },
};
