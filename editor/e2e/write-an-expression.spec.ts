import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./journey.ts";
import { makeMappedFlow, storeMappedFlow } from "./mapped-flow.ts";

const text = `{
  "YourRef": id,
  "Total": $sum(lines.(quantity * price))
}`;

async function openExpression(page: Page) {
  await page.locator('.react-flow__node[data-id="map"]').click();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Enter");
  await page.getByText("Expression", { exact: true }).first().click();
  // The bare text that stands there until the editor has loaded has the same name.
  const code = page.locator('.cm-content[aria-label="Mapping in JSONata"]');
  await code.click();
  await expect(page.getByRole("treeitem", { name: /Total 63.55/ })).toBeVisible();
  return code;
}

/** Begins another pair behind the last one. */
async function beginPair(page: Page, name: string) {
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.type(`,\n"${name}": `);
}

for (const theme of ["light", "dark"] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    test("an expression is written by keyboard, looked at and repaired", async ({ page }) => {
      test.setTimeout(120_000);
      await makeMappedFlow(page, `Expressions ${theme}`, text);
      const code = await openExpression(page);

      await test.step("fields are completed with type and example, narrowed by typing, taken by Enter", async () => {
        await beginPair(page, "Remarks");
        await page.keyboard.type("customer.");
        const list = page.getByRole("listbox", { name: "Completions" });
        const email = list.getByRole("option", { name: /email/ });
        await expect(email).toContainText("Text");
        await expect(email).toContainText("@");
        await expectAccessible(page);
        await page.keyboard.type("la");
        await expect(list.getByRole("option").first()).toContainText("lastName");
        await page.keyboard.press("Enter");
        await expect(code).toContainText("customer.lastName");
      });

      await test.step("a call shows its parameters, the one being written in bold", async () => {
        await page.keyboard.type(" & $substri");
        const list = page.getByRole("listbox", { name: "Completions" });
        await expect(list.getByRole("option").first()).toContainText("$substring");
        await page.keyboard.press("Enter");
        const help = page.locator(".cm-call-help");
        await expect(help.locator("strong")).toHaveText("text");
        await page.keyboard.type("id, 1");
        await expect(help.locator("strong")).toHaveText("start");
        await expect(help).toContainText("A part of the text");
        await expectAccessible(page);
        await page.keyboard.press("Escape");
        await expect(help).toHaveCount(0);
      });

      await test.step("values are seen at the pointer and at the caret, line by line", async () => {
        const seen = page.locator(".cm-seen-value");
        await code.getByText("quantity").first().hover();
        await expect(seen.locator("dt")).toHaveText(["1", "2"]);
        await expect(seen.locator("dd").first()).toHaveText("1");
        await expectAccessible(page);
        await page.mouse.move(5, 5);
        await expect(seen).toHaveCount(0);
        await page.keyboard.press("Control+i");
        await expect(seen).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(seen).toHaveCount(0);
      });

      await test.step("a field that is not there is marked, and one key repairs it", async () => {
        await beginPair(page, "Email");
        await page.keyboard.type("customer.emial ");
        const mark = page.locator(".cm-lintRange-warning");
        await expect(mark).toHaveText("emial");
        await mark.hover();
        const message = page.locator(".cm-tooltip-lint");
        await expect(message).toContainText("emial is not in any of 12 samples. Close match: email.");
        await expectAccessible(page);
        await page.mouse.move(5, 5);
        await page.keyboard.press("Control+.");
        await expect(page.getByRole("option", { name: "Change to email" })).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press("Enter");
        await expect(code).toContainText("customer.email");
        await expect(mark).toHaveCount(0);
      });

      await test.step("something is found in the text", async () => {
        await page.keyboard.press("Control+f");
        await page.keyboard.type("customer");
        await expect(page.getByRole("search").getByText("2 matches")).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
      });

      await test.step("a function is looked up, seen at work on the sample, and put in", async () => {
        await beginPair(page, "Count");
        await page.keyboard.press("Control+Shift+h");
        const reference = page.getByRole("dialog", { name: "Functions" });
        await expect(reference.getByRole("searchbox")).toBeFocused();
        await page.keyboard.type("how many items");
        await expect(reference.locator("samp")).toHaveText(["2"]);
        await expectAccessible(page);
        await page.keyboard.press("ArrowDown");
        await expect(reference.getByRole("button", { name: /^\$count/ })).toBeFocused();
        await page.keyboard.press("Enter");
        await expect(code).toBeFocused();
        await page.keyboard.type("lines");
        await expect(code).toContainText('"Count": $count(lines)');
        await expect(page.locator(".cm-lintRange-error, .cm-lintPoint-error")).toHaveCount(0);
      });
    });
  });
}

test.describe("in Dutch", () => {
  test.use({ locale: "nl-NL" });

  test("expressions are checked in the language of the screen", async ({ page }) => {
    test.setTimeout(120_000);
    const id = await storeMappedFlow(page, "Expressies", "$uppercas(id)");
    await page.goto(`/flows/${id}?node=map`);
    const mark = page.locator(".cm-lintRange-error").first();
    await expect(mark).toBeVisible({ timeout: 20_000 });
    await mark.hover();
    await expect(page.locator(".cm-tooltip-lint")).toContainText(
      "De functie $uppercas bestaat niet. Lijkt op: $uppercase.",
    );
  });
});
