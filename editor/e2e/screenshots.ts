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
