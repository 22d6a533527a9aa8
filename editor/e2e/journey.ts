import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, expect, type Page, request } from "@playwright/test";
import axe from "axe-core";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A one-time sign-in link of the server under test, as a person who lost theirs would get it. */
function signInLink(): string {
  const { E2E_PORT = "", E2E_DATA_DIR = "" } = process.env;
  const environment = { ...process.env, PORT: E2E_PORT, DATA_DIR: E2E_DATA_DIR };
  const printed = execFileSync(process.execPath, [join(root, "trasvase.mjs"), "sign-in"], {
    env: environment,
    encoding: "utf8",
  });
  const link = /http\S+token=\S+/.exec(printed)?.[0];
  if (!link) throw new Error(`"trasvase sign-in" printed no link:\n${printed}`);
  return link;
}

/** Tests whose pages are signed in. */
export const test = base.extend<object, { session: Awaited<ReturnType<typeof signIn>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names a fixture needs from this pattern.
  session: [async ({}, use) => use(await signIn()), { scope: "worker" }],
  storageState: async ({ session }, use) => use(session),
});

async function signIn() {
  const context = await request.newContext();
  const answer = await context.get(signInLink());
  expect(answer.ok()).toBe(true);
  const state = await context.storageState();
  await context.dispose();
  return state;
}

/** Fails with every accessibility violation (WCAG 2.2 A and AA, best practice) of the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated rather than added as a tag: the product's content-security policy allows no inline script.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    // The line above has put it there.
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
    );
  });
  expect(found).toEqual([]);
}

export { expect };
