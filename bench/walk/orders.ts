import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** Numbers that look random and are the same on every machine (a linear congruential generator). */
function* sequence(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  while (true) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

const countries = ["Nederland", "België", "España", "Deutschland", "France"];
const statuses = ["paid", "paid", "paid", "open", "paid", "cancelled", "paid", "paid", "open", "paid"];
const notes =
  "Please ring the second bell, the first one is out of order; deliver to the neighbours at number twelve if nobody is home. ".repeat(
    3,
  );

/** Orders of about 1 kB each. About two thirds are paid. */
export function* makeOrders(count: number) {
  const next = sequence(7);
  const pick = (limit: number) => (next.next().value >>> 8) % limit;
  for (let number = 1; number <= count; number++) {
    const lines = Array.from({ length: 1 + pick(4) }, (_, index) => ({
      sku: `ART-${1000 + pick(500)}`,
      description: `Article number ${index + 1} of this order`,
      qty: 1 + pick(5),
      price: (100 + pick(9900)) / 100,
    }));
    yield {
      id: `W-${100_000 + number}`,
      number,
      status: statuses[pick(statuses.length)],
      created: `2026-${String(1 + pick(12)).padStart(2, "0")}-${String(1 + pick(28)).padStart(2, "0")}T10:15:00Z`,
      currency: "EUR",
      total: Math.round(lines.reduce((sum, line) => sum + line.qty * line.price, 0) * 100) / 100,
      customer: {
        company: pick(3) === 0 ? `Company ${pick(900)} BV` : undefined,
        name: `Customer ${pick(5000)}`,
        email: `customer${pick(5000)}@example.com`,
        address: {
          street: `Calle Mayor ${1 + pick(200)}`,
          postcode: String(10_000 + pick(80_000)),
          city: "Madrid",
          country: countries[pick(countries.length)],
        },
      },
      lines,
      note: notes.slice(0, 330 + pick(300)),
    };
  }
}

/** Writes `count` such orders, one JSON per line. */
export async function writeOrders(path: string, count: number): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  for (const order of makeOrders(count)) {
    if (!file.write(`${JSON.stringify(order)}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}
