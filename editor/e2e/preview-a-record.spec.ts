import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./journey.ts";

const step = (page: Page, name: string) => page.locator(`.react-flow__node[data-id="${name}"]`);

async function openFlow(page: Page, name: RegExp) {
  await page.goto("/");
  await page.getByRole("row", { name }).click();
  await expect(page.getByText("Sample 1 of 12")).toBeVisible();
  await page.getByRole("button", { name: "Show the whole flow" }).click();
}

async function open(page: Page, name: string) {
  await step(page, name).click();
  await page.keyboard.press("Enter");
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test("a record is followed through the flow, and nothing is sent", async ({ page }) => {
      test.setTimeout(120_000);
      await openFlow(page, /Web orders to Exact Online/);

      await test.step("a key switches the sample, and a filtered one is explained with its values", async () => {
        await open(page, "paid");
        await expect(page.getByText("10 of 12 samples pass")).toBeVisible();
        for (let next = 2; next <= 6; next++) {
          await page.keyboard.press("Alt+PageDown");
          await expect(page.getByText(`Sample ${next} of 12`)).toBeVisible();
        }
        await expect(page.getByText("Dropped", { exact: true })).toBeVisible();
        await expect(page.getByText(/"[a-z]+" = "paid"/)).toBeVisible();
        await expectAccessible(page);
      });

      await test.step("the steps behind say why no record arrives", async () => {
        await open(page, "toOrder");
        await expect(page.getByText(/stops this sample on purpose/).first()).toBeVisible();
      });

      await test.step("all samples are seen at once, and a press leads to one at a step", async () => {
        await page.keyboard.press("Alt+g");
        const grid = page.getByRole("table", { name: "All samples" });
        // Other journeys on this server run the flow; what is decided depends on whether they came first.
        const decided = grid.getByRole("button", { name: /^≈?(create|update|unchanged)|create$/ });
        await expect(decided.first()).toBeVisible({ timeout: 15_000 });
        await expect(grid.getByRole("button", { name: "filtered" })).toHaveCount(2);
        await expectAccessible(page);
        await grid.getByRole("button", { name: "rejected" }).first().click();
        await expect(page.getByRole("region", { name: "Step Items by code" })).toBeVisible();
        await expect(page.getByText("Rejected", { exact: true }).first()).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(grid).toBeVisible();
        await grid.getByRole("button", { name: /WEB-1001/ }).click();
        await expect(page.getByText("Sample 1 of 12")).toBeVisible();
        await page.getByRole("button", { name: "Close the panel" }).click();
      });

      await test.step("an edge shows its record under the keyboard, and docks it", async () => {
        await step(page, "orders").click();
        await page.keyboard.press("Escape");
        await page.keyboard.press("e");
        await expect(page.getByText("1 record of this sample")).toBeVisible();
        await page.keyboard.press("Enter");
        const docked = page.getByRole("region", { name: "Records from Web orders to Only paid" });
        await expect(docked.getByRole("tree")).toBeVisible();
        await docked.getByRole("searchbox", { name: "Find a name or value" }).fill("joris");
        await expect(docked.getByRole("treeitem", { name: /email/ })).toBeVisible();
        await expect(docked.getByRole("treeitem", { name: /status/ })).toHaveCount(0);
        await expectAccessible(page);
        await page.getByRole("button", { name: "Close the panel" }).click();
      });

      await test.step("the record is stepped along its way, and what is beside it is dimmed", async () => {
        await open(page, "orders");
        for (const title of ["Only paid", "Items by code", "Customer by e-mail"]) {
          await page.keyboard.press("Alt+ArrowRight");
          await expect(page.getByRole("region", { name: `Step ${title}` })).toBeVisible();
        }
        const beside = page.locator('.react-flow__edge[data-id^="customer:"] > g.opacity-30');
        await expect(beside).toHaveCount(1);
        await page.keyboard.press("Alt+ArrowLeft");
        await expect(page.getByRole("region", { name: "Step Items by code" })).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(beside).toHaveCount(0);
      });
    });

    test("a destination shows what a create and what an update would send", async ({ page }) => {
      test.setTimeout(120_000);
      await openFlow(page, /AccountView customers/);
      await open(page, "account");
      await page.keyboard.press("Shift+Enter");
      const panel = page.getByRole("region", { name: "Step Account" });
      await expect(panel.getByText("Not sent").first()).toBeVisible();
      await panel.getByRole("radio", { name: /^(Create|If it were new)$/ }).click();
      await expect(panel.getByText("Sent on create only:")).toBeVisible();
      await expect(panel.getByText("POST").first()).toBeVisible();
      await panel.getByRole("button", { name: "Copy as cURL" }).click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toMatch(/^curl -X POST/);
      expect(copied).toContain("Bearer •••");
      expect(copied).toContain('"Code"');
      await panel.getByRole("radio", { name: /^(Update|If it were there)$/ }).click();
      await expect(panel.getByText("Left out of an update:")).toBeVisible();
      await expect(
        panel
          .getByText("PUT")
          .or(panel.getByText(/Nothing is left to send/))
          .first(),
      ).toBeVisible();
      await expectAccessible(page);
    });
  });
}
