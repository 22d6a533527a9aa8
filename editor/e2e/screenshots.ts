import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "./journey.ts";
import { makeMappedFlow } from "./mapped-flow.ts";

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

/** The mapping editor in every state: empty, loading, three and eighty fields, a choice, the guard, a value table, failing, compared. */
for (const theme of ["light", "dark"] as const) {
  test.describe(`${theme} mapping`, () => {
    test.use({ colorScheme: theme, actionTimeout: 15_000 });

    test("every state of the mapping editor", async ({ page }) => {
      const shoot = async (name: string) => {
        await page.waitForTimeout(700);
        await page.screenshot({
          path: join(root, "test-results", "screens", `${theme}-mapping-${name}.png`),
        });
      };
      const tree = page.getByRole("tree", { name: "Source fields" });
      const row = (name: string) => page.getByRole("treegrid").getByRole("row", { name, exact: true });
      const openMapping = async (name: string, text: string, target?: Readonly<Record<string, string>>) => {
        await makeMappedFlow(page, `${name} ${theme}`, text, target);
        await openStep(page, "map");
        await expect(tree).toBeVisible();
      };
      await openMapping("Three fields", threeFields);
      await shoot("01-three-fields-docked");
      await page.keyboard.press("Shift+Enter");
      await page.getByRole("radio", { name: /^Mapped/ }).click();
      await shoot("02-three-fields");
      await page.getByRole("radio", { name: /^All/ }).click();
      await tree
        .locator(`[data-field='["","customer","lastName"]']`)
        .dragTo(row("Your reference"), { sourcePosition: { x: 60, y: 9 } });
      await shoot("03-choice");
      await page.keyboard.press("Escape");
      await openMapping("Nothing yet", "");
      await page.keyboard.press("Shift+Enter");
      await shoot("04-empty");
      await openMapping("An order", anOrder);
      await page.keyboard.press("Shift+Enter");
      await page.getByRole("radio", { name: /^Mapped/ }).click();
      await shoot("05-order-guard");
      await row("Payment condition").getByRole("button", { name: "Open the value table pay" }).click();
      await page.getByRole("button", { name: "Make it", exact: true }).click();
      await page.getByRole("button", { name: /Add a row for bancontact/ }).click();
      await shoot("06-value-table");
      await row("Lines › Description").getByRole("gridcell").first().click();
      await shoot("07-cell-open");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Alt+ArrowDown");
      await shoot("08-all-samples");
      await page.getByRole("radio", { name: /^Problems/ }).click();
      await shoot("09-problems");
      await page.getByRole("tab", { name: "In the target now" }).click();
      await shoot("10-target");
      await openMapping("Eighty fields", eightyFields, { connection: "webshop", resource: "csv" });
      await page.keyboard.press("Shift+Enter");
      await shoot("11-eighty-fields");
      await page.keyboard.press("Control+e");
      await shoot("12-eighty-fields-text");
      await page.keyboard.press("Control+e");
      await openMapping("One expression", "$merge([$source, { 'Extra': 1 }])");
      await shoot("13-one-expression");
      await page.route(/samples/, (route) =>
        route.request().resourceType() === "fetch" ? undefined : route.continue(),
      );
      await page.reload();
      await openStep(page, "map");
      await shoot("14-loading");
    });
  });
}

const threeFields =
  '{\n  "YourRef": id,\n  "OrderDate": $substringBefore(createdAt, "T"),\n  "Currency": currency\n}';
const anOrder = `{
  "YourRef": id,
  "OrderedBy": customer.email,
  "Remarks": customer.firstName & " " & customer.lastName,
  "PaymentCondition": $table("pay", paymentMethod),
  "Discount": "none",
  "SalesOrderLines": lines[quantity > 1].{
    "Description": title,
    "Quantity": quantity,
    "NetPrice": price
  }
}`;
const eightyFields = `{\n${Array.from({ length: 80 }, (_, index) =>
  index % 4 === 0
    ? `  "Field${index + 1}": customer.firstName & " " & customer.lastName`
    : index % 4 === 1
      ? `  "Field${index + 1}": $sum(lines.(quantity * price))`
      : index % 4 === 2
        ? `  "Field${index + 1}": billing.country = "Nederland" ? "NL" : "other"`
        : `  "Field${index + 1}": id`,
).join(",\n")}\n}`;

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
