import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "./journey.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Everything a person sees on the way, once in each theme. The second theme finds the flow active already. */
for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme, actionTimeout: 10_000 });

    test("every screen", async ({ page }) => {
      const shoot = async (name: string) => {
        await page.waitForTimeout(700);
        await page.screenshot({ path: join(root, "test-results", "screens", `${theme}-${name}.png`) });
      };
      if (theme === "light") await shootForReadme(page);
      await page.goto("/");
      await expect(page.getByRole("row", { name: /Web orders/ })).toBeVisible();
      await shoot("01-flows");
      await page.getByRole("row", { name: /Web orders/ }).click();
      await expect(page.getByText("Sample 1 of 12")).toBeVisible();
      await page.getByRole("button", { name: "Show the whole flow" }).click();
      await expect(page.getByRole("group", { name: /Destination, Sales order/ })).toHaveAccessibleName(
        /create|skip/,
      );
      await shoot("02-canvas");
      await openStep(page, "toOrder");
      await shoot("03-mapping");
      await page.getByText("Expression", { exact: true }).first().click();
      await shoot("04-expression");
      await openStep(page, "salesOrder");
      await shoot("05-destination");
      await openStep(page, "paid");
      await shoot("06-filter");
      await page.keyboard.press("Escape");
      await page
        .getByRole("link", { name: /Activate/ })
        .or(page.getByRole("button", { name: /Activate/ }))
        .first()
        .click();
      await expect(page.getByRole("heading", { name: /Checks/ })).toBeVisible();
      await shoot("07-activation");
      if (theme === "light") await activateAndRun(page);
      for (const [name, address, shown] of pages) {
        await page.goto(address);
        await expect(page.getByText(shown).first()).toBeAttached();
        await shoot(name);
      }
      await page.goto("/records");
      await page
        .getByRole("row", { name: /WEB-10/ })
        .first()
        .click();
      await expect(page.getByText("Way through the flow")).toBeVisible();
      await shoot("15-record");
      await page.goto("/runs");
      await page.getByRole("row").filter({ hasText: "Finished" }).first().click();
      await expect(page).toHaveURL(/\/runs\/./);
      await shoot("16-run");
      await page.goto("/connections");
      await page.getByRole("row").filter({ hasText: "Exact Online" }).first().click();
      await shoot("17-connection");
      await page.goto("/");
      await page.getByRole("button", { name: "New flow" }).click();
      await page.getByRole("menuitem", { name: "Empty flow" }).click();
      await expect(page.getByText("What should this flow read?")).toBeVisible();
      await shoot("18-empty-flow");
      await page.goto("/");
      await page.keyboard.press("Control+k");
      await shoot("19-commands");
    });
  });
}

/** The panel and the preview in every state: loading, full, filtered, docked edge, way, grid, tabs, trouble, empty. */
for (const theme of ["light", "dark"] as const) {
  test.describe(`${theme} preview`, () => {
    test.use({ colorScheme: theme, actionTimeout: 10_000 });

    test("every state of the panel", async ({ page }) => {
      const shoot = async (name: string) => {
        await page.waitForTimeout(500);
        await page.screenshot({
          path: join(root, "test-results", "screens", `${theme}-preview-${name}.png`),
          timeout: 30_000,
        });
      };
      await page.route("**/api/preview", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        await route.continue();
      });
      await page.goto("/");
      await page.getByRole("row", { name: /Web orders/ }).click();
      await expect(page.getByText("Sample 1 of 12")).toBeVisible();
      await page.getByRole("button", { name: "Show the whole flow" }).click();
      await page.locator('.react-flow__node[data-id="salesOrder"]').click();
      await page.keyboard.press("Enter");
      await shoot("01-loading");
      await expect(page.getByText("Not sent").first()).toBeVisible({ timeout: 20_000 });
      await shoot("02-create");
      await page.unroute("**/api/preview");
      await openStep(page, "paid");
      await expect(page.getByText("10 of 12 samples pass")).toBeVisible();
      for (let next = 2; next <= 6; next++) await page.keyboard.press("Alt+PageDown");
      await expect(page.getByText("Dropped", { exact: true })).toBeVisible();
      await shoot("03-filtered");
      await openStep(page, "toOrder");
      await shoot("04-not-reached");
      await page.keyboard.press("Alt+g");
      await expect(page.getByRole("button", { name: "create" }).first()).toBeVisible({ timeout: 15_000 });
      await shoot("05-grid");
      await page.getByRole("button", { name: "rejected" }).first().click();
      await shoot("06-rejected");
      await page.getByRole("button", { name: "Close the panel" }).click();
      await page.getByRole("button", { name: /WEB-1001/ }).click();
      await page.getByRole("button", { name: "Close the panel" }).click();
      await page.locator('.react-flow__node[data-id="customer"]').click();
      await page.keyboard.press("Escape");
      await page.keyboard.press("e");
      await shoot("07-edge");
      await page.keyboard.press("Enter");
      await shoot("08-edge-docked");
      await openStep(page, "customer");
      await page.keyboard.press("Alt+ArrowRight");
      await shoot("09-way");
      await page.getByRole("button", { name: "Put the panel at the right" }).click();
      await shoot("10-right");
      await page.getByRole("button", { name: "Put the panel at the bottom" }).click();
      await page.route("**/api/preview", (route) => route.abort());
      await page.getByRole("button", { name: "Ask the systems again" }).click();
      await expect(page.getByText(/could not be asked/)).toBeVisible();
      await openStep(page, "salesOrder");
      await shoot("11-trouble");
      await page.unroute("**/api/preview");
      await page.goto("/");
      await page.getByRole("row", { name: /AccountView customers/ }).click();
      await expect(page.getByText("Sample 1 of 12")).toBeVisible();
      await openStep(page, "account");
      await page.keyboard.press("Shift+Enter");
      await expect(page.getByText("Not sent").first()).toBeVisible();
      await page.getByText("All fields").click();
      await shoot("12-update");
      await page.goto("/");
      await page.getByRole("button", { name: "New flow" }).click();
      await page.getByRole("menuitem", { name: "Empty flow" }).click();
      await expect(page.getByText("What should this flow read?")).toBeVisible();
      await page.keyboard.press("Alt+g");
      await shoot("13-grid-empty");
    });
  });
}

const pages = [
  ["10-flows-active", "/", "Web orders"],
  ["11-records", "/records", "WEB-10"],
  ["12-runs", "/runs", "Finished"],
  ["13-connections", "/connections", "Exact Online"],
  ["14-templates", "/templates", "Exact Online"],
  ["20-settings", "/settings", "Colours"],
  ["21-missing", "/no-such-page", "Flows"],
] as const;

async function openStep(page: Page, name: string) {
  await page.locator(`.react-flow__node[data-id="${name}"]`).click();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1_500);
}

async function activateAndRun(page: Page) {
  await page.getByRole("radio", { name: /Everything there is/ }).check({ force: true });
  await page.getByRole("button", { name: /Activate as version/ }).click();
  await page.getByRole("button", { name: "Run now" }).click();
  await expect(page.getByText("Finished").first()).toBeVisible({ timeout: 60_000 });
}

async function shootForReadme(page: Page) {
  await page.goto("/");
  await page.getByRole("row", { name: /AccountView customers/ }).click();
  await expect(page.getByText("Sample 1 of 12")).toBeVisible();
  await openStep(page, "toAccount");
  await page.screenshot({ path: join(root, "docs", "screenshot.png") });
}
