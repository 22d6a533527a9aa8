import { type CheckStage, type Connector, ConnectorError } from "@trasvase/shared/connector.ts";
import { parseSettings } from "../parse-options.ts";
import { webhookDefinition, webhookSettings } from "./definition.ts";

const pushedOnly =
  "Records are pushed into a webhook; there is nothing to read from it. Send one, or paste a sample.";

const ready: CheckStage = { stage: "reachable", ok: true, message: "Ready to receive." };
const unproven: CheckStage = {
  stage: "signed-in",
  ok: false,
  message:
    "The sender is to prove itself by a secret, and none is set here: every request is refused. Enter the secret that the sender uses.",
};

/** A webhook is pushed into: its records come by parse-pushed.ts, and nothing can be read or written. */
export const webhookConnector: Connector = {
  definition: webhookDefinition,
  async openReader({ secrets, settings }) {
    const { proof } = parseSettings(webhookSettings, settings);
    const isProven = proof === "address" || (secrets.secret?.reveal() ?? "") !== "";
    return {
      check: async () => [isProven ? ready : unproven],
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
