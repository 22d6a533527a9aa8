import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./journey.ts";

const canvas = (page: Page) => page.getByRole("application");
const step = (page: Page, name: string) => page.locator(`.react-flow__node[data-id="${name}"]`);

/** Drags an entry of the palette to a place of the canvas. */
async function drop(page: Page, entry: RegExp, x: number, y: number) {
  const dragged = page.locator("[draggable=true]").filter({ hasText: entry }).first();
  await dragged.dragTo(canvas(page), { targetPosition: { x, y } });
}

async function centreOf(page: Page, name: string, port: string): Promise<readonly [number, number]> {
  const box = await page
    .locator(`.react-flow__handle[data-nodeid="${name}"][data-handleid="${port}"]`)
    .boundingBox();
  if (!box) throw new Error(`The step "${name}" shows no "${port}".`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Draws a connection with the mouse. */
async function connect(page: Page, from: string, port: string, to: string) {
  const [x, y] = await centreOf(page, from, port);
  const [u, v] = await centreOf(page, to, "in");
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move((x + u) / 2, (y + v) / 2, { steps: 5 });
  await page.mouse.move(u, v, { steps: 5 });
  await page.mouse.up();
}

async function open(page: Page, name: string) {
  await step(page, name).click({ position: { x: 120, y: 16 } });
  await page.keyboard.press("Enter");
}

test("from an empty canvas to records in another system, drawn with the mouse", async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto("/");
  await page.getByRole("button", { name: "New flow" }).click();
  await page.getByRole("menuitem", { name: "Empty flow" }).click();
  await expect(page.getByText("What should this flow read?")).toBeVisible();
  await expectAccessible(page);

  await test.step("four steps are dragged onto the canvas and connected", async () => {
    await page
      .getByRole("button", { name: /AccountView \(sandbox\)/ })
      .first()
      .click();
    await drop(page, /Read debtors/, 150, 130);
    await drop(page, /^Filter/, 480, 130);
    await drop(page, /^Mapping/, 150, 290);
    await page
      .getByRole("button", { name: /AccountView \(sandbox\)/ })
      .first()
      .click();
    await page
      .getByRole("button", { name: /Exact Online \(sandbox\)/ })
      .first()
      .click();
    await drop(page, /Write accounts/, 480, 290);
    await expect(page.locator(".react-flow__node")).toHaveCount(4);
    await connect(page, "debtors", "out", "filter");
    await connect(page, "filter", "kept", "mapping");
    await connect(page, "mapping", "out", "accounts");
    await expect(page.locator(".react-flow__edge")).toHaveCount(3);
  });

  await test.step("a connection that would go round is refused with the reason", async () => {
    await connect(page, "mapping", "out", "filter");
    await expect(page.getByText(/go round for ever/).first()).toBeAttached();
    await expect(page.locator(".react-flow__edge")).toHaveCount(3);
  });

  await test.step("a condition is written and holds for the sample", async () => {
    await open(page, "filter");
    await page.locator(".cm-content").first().click();
    await page.keyboard.type("$exists(SUB_NR)");
    await expect(page.getByText("Holds for this sample")).toBeVisible();
  });

  await test.step("two fields are mapped and the result shows them", async () => {
    await open(page, "mapping");
    const panel = page.getByRole("region", { name: /Mapping/ }).first();
    for (const [from, to] of [
      ["SUB_NR", "Code"],
      ["ACCT_NAME", "Name"],
    ] as const) {
      const field = panel.getByRole("treeitem").filter({ has: page.getByText(from, { exact: true }) });
      const target = panel.getByRole("row", { name: to, exact: true });
      // Beside the middle: a press exactly there is taken for a screen reader's.
      await field.first().dragTo(target, { sourcePosition: { x: 60, y: 9 } });
    }
    await expect(step(page, "mapping")).toContainText("2 fields");
    await expectAccessible(page);
  });

  await test.step("the destination says what it would do, and nothing is sent", async () => {
    await open(page, "accounts");
    await page.getByRole("button", { name: /Match by/ }).click();
    await page.getByRole("option", { name: /^Code/ }).click();
    await expect(page.getByText("Not sent").first()).toBeVisible();
    await expect(
      page
        .getByText("Found by Code")
        .or(page.getByText(/found by Code/))
        .first(),
    ).toBeVisible();
    // The first debtors are in Exact Online already; the fifth is not.
    for (let next = 2; next <= 5; next++) {
      await page.getByRole("button", { name: "Next sample" }).click();
      await expect(page.getByText(`Sample ${next} of 12`)).toBeVisible();
    }
    await expect(page.getByText("/crm/Accounts").first()).toBeVisible();
    await expect(page.getByText(/No problems/)).toBeVisible();
  });

  await test.step("undo takes the last change back, redo makes it again", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Undo/ }).click();
    await expect(page.getByText(/1 problem/)).toBeVisible();
    await page.getByRole("button", { name: /^(Redo|Do again)/ }).click();
    await expect(page.getByText(/No problems/)).toBeVisible();
    await expect(page.getByText(/Draft saved/)).toBeVisible();
  });

  await test.step("activated, it runs and every record is accounted for", async () => {
    await page
      .getByRole("link", { name: /Activate/ })
      .or(page.getByRole("button", { name: /Activate/ }))
      .first()
      .click();
    await page.getByRole("radio", { name: /Everything there is/ }).check({ force: true });
    await page.getByRole("button", { name: /Activate as version 1/ }).click();
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page).toHaveURL(/\/runs\/./);
    await expect(page.getByText("Finished").first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText("Created").first()).toBeVisible();
  });
});
