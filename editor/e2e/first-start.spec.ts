import { expect, expectAccessible, test } from "./journey.ts";

test("from the first start to the answer what happened to an order", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("row", { name: /Web orders to Exact Online/ }).click();

  await test.step("a real order is loaded and every step shows what it does with it", async () => {
    await expect(page.getByText("Sample 1 of 12")).toBeVisible();
    await page.getByRole("button", { name: "Show the whole flow" }).click();
    const destination = page.getByRole("group", { name: /Destination, Sales order/ });
    await expect(destination).toHaveAccessibleName(/create/);
    await destination.click();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Not sent").first()).toBeVisible();
    await expect(page.getByText("/salesorder/SalesOrders").first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("activating asks where reading begins", async () => {
    await page
      .getByRole("link", { name: /Activate/ })
      .or(page.getByRole("button", { name: /Activate/ }))
      .first()
      .click();
    const activate = page.getByRole("button", { name: /Activate as version 1/ });
    await expect(activate).toBeDisabled();
    await page.getByRole("radio", { name: /Everything there is/ }).check({ force: true });
    await expectAccessible(page);
    await activate.click();
    await page.getByRole("button", { name: "Run now" }).click();
  });

  await test.step("the run accounts for every record it read", async () => {
    await expect(page).toHaveURL(/\/runs\/./);
    await expect(page.getByText("Finished").first()).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
  });

  await test.step("the log says of an order what was read, sent and answered", async () => {
    await page.goto("/records");
    await page.getByRole("searchbox", { name: /Order number/ }).fill("WEB-1057");
    await page.getByRole("row", { name: /WEB-1057/ }).click();
    await expect(page.getByRole("heading", { name: /WEB-1057/ })).toBeVisible();
    await expect(page.getByText(/POST/).first()).toBeVisible();
    await expectAccessible(page);
    await page
      .getByRole("link", { name: /Open in editor/ })
      .or(page.getByRole("button", { name: /Open in editor/ }))
      .first()
      .click();
    await expect(page.getByText("WEB-1057").first()).toBeVisible();
    await expect(page).toHaveURL(/\/flows\//);
  });
});

test("nobody gets in without the link, and the link works once", async ({ browser, baseURL }) => {
  const stranger = await browser.newContext({
    baseURL: baseURL ?? "",
    storageState: { cookies: [], origins: [] },
  });
  const page = await stranger.newPage();
  expect((await stranger.request.get("/api/flows")).status()).toBe(401);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expectAccessible(page);
  await stranger.close();
});
