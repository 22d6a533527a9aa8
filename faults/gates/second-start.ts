import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { copyFolder } from "../copy-folder.ts";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { exactly, type Gate, holds, sized, told } from "../gate.ts";
import { Product } from "../product.ts";
import { judge } from "../verdict.ts";

/** F10: a second start on the data folder, and a start on a copy of it with work still waiting. */
export const secondStart: Gate = {
  id: "F10",
  fault: "second start on the data folder; a copy of the folder",
  async run(stage) {
    const records = sized(stage, { test: 60, small: 600, large: 6_000 });
    const dataDir = join(stage.folder, "data");
    let product = await Product.start({ dataDir });
    stage.later(() => product.stop());
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const emitter = new Emitter({
      source: "F10",
      records,
      keys: 30,
      batch: 20,
      random: stage.random("records"),
    });
    await emitter.sendAll(flow.hookUrl);
    const refusal = await Product.start({ dataDir }).then(
      async (second) => {
        await second.stop();
        return "it started";
      },
      (error: unknown) => String(error),
    );
    const health = await product.health();
    await product.stop();
    const copy = join(stage.folder, "copy");
    await copyFolder(dataDir, copy);
    const twin = await Product.start({ dataDir: copy, environment: { WORKERS: "1" } });
    await sleep(2_500);
    const sentByCopy = await arrivals(stage.ledger.lines(flow.book));
    const said = twin.program.stderr;
    await twin.stop();
    product = await Product.start({ dataDir, environment: { WORKERS: "1" } });
    return [
      told("records that were waiting", records),
      holds("the second start is refused and says who runs", refusal.includes("already running")),
      holds("the first one is well meanwhile", health.ok),
      exactly("records sent by the copy", sentByCopy, 0),
      holds("the copy says why it waits", said.includes("is a copy, or was restored")),
      ...(await judge(stage, product, flow, emitter)),
    ];
  },
};

async function arrivals(lines: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of lines) count++;
  return count;
}
