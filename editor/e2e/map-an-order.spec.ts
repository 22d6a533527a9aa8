import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./journey.ts";
import { makeMappedFlow } from "./mapped-flow.ts";

/** The draft as the server has it. */
async function draftOf(page: Page, id: string) {
  const answer = await page.request.get(`/api/flows/${id}`);
  const { graph }: { graph: { nodes: Record<string, { config: Record<string, unknown> }> } } =
    await answer.json();
  return graph.nodes;
}

const expectText = (page: Page, id: string, text: string) =>
  expect.poll(async () => (await draftOf(page, id)).map?.config.expression).toBe(text);

const tree = (page: Page) => page.getByRole("tree", { name: "Source fields" });
const field = (page: Page, path: readonly string[]) =>
  tree(page).locator(`[data-field='${JSON.stringify(["", ...path])}']`);
const row = (page: Page, name: string) => page.getByRole("treegrid").getByRole("row", { name, exact: true });
const chooser = (page: Page) => page.getByRole("region", { name: /How should|Something is mapped/ });

async function open(page: Page) {
  await page.locator('.react-flow__node[data-id="map"]').click();
  await page.keyboard.press("Enter");
  await expect(tree(page)).toBeVisible();
}

/** What both journeys map, and how what is asked is answered. */
const wanted: readonly { from: readonly string[]; to: string; answers?: readonly string[] }[] = [
  { from: ["id"], to: "Your reference" },
  { from: ["createdAt"], to: "Order date" },
  { from: ["customer", "firstName"], to: "Remarks" },
  { from: ["customer", "lastName"], to: "Remarks", answers: ["Append this with a space"] },
  { from: ["lines"], to: "Lines" },
  { from: ["lines", "title"], to: "Lines › Description" },
  { from: ["lines", "quantity"], to: "Lines › Quantity" },
  { from: ["lines", "price"], to: "Lines › Price" },
  { from: ["lines", "quantity"], to: "Payment reference", answers: ["The sum"] },
];

const result = `{
  "YourRef": id,
  "OrderDate": $substringBefore(createdAt, "T"),
  "Remarks": customer.firstName & " " & customer.lastName,
  "SalesOrderLines": [lines.{
    "Description": title,
    "Quantity": quantity,
    "NetPrice": price
  }],
  "PaymentReference": $string($sum(lines.quantity))
}`;

async function search(page: Page, name: string) {
  await page
    .getByRole("searchbox", { name: "Find a field", exact: true })
    .fill(name.split(" › ").at(-1) ?? "");
  await expect(row(page, name)).toBeVisible();
}

test("an order with lines becomes a sales order by the mouse alone", async ({ page }) => {
  test.setTimeout(150_000);
  const id = await makeMappedFlow(page, "By mouse", "");
  await open(page);
  await expectAccessible(page);
  for (const { from, to, answers = [] } of wanted) {
    await test.step(`${from.join(".")} to ${to}`, async () => {
      await search(page, to);
      // Beside the middle: a press exactly there is taken for a screen reader's.
      await field(page, from).dragTo(row(page, to), { sourcePosition: { x: 60, y: 9 } });
      for (const answer of answers) await chooser(page).getByRole("option", { name: answer }).click();
      await expect(chooser(page)).toHaveCount(0);
    });
  }
  await expectText(page, id, result);
  await search(page, "Lines › Price");
  await expect(row(page, "Lines › Price")).toContainText("37.15");
  await expectAccessible(page);
  await test.step("a field is sent on create only", async () => {
    await search(page, "Remarks");
    await row(page, "Remarks")
      .getByRole("checkbox", { name: /create only/ })
      .check({ force: true });
    await expect.poll(async () => (await draftOf(page, id)).order?.config.createOnly).toEqual(["Remarks"]);
  });
});

/** Presses a key until something has the focus. */
async function press(page: Page, key: string, until: () => Promise<boolean>, most = 80) {
  for (let times = 0; times < most; times++) {
    if (await until()) return;
    await page.keyboard.press(key);
    // A list that is drawn in part moves the focus with the next frame.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
  throw new Error(`Pressing ${key} ${most} times led nowhere.`);
}

const isFocused = async (wanted: Locator) =>
  (await wanted.count()) > 0 &&
  (await wanted.first().evaluate((element) => element === document.activeElement));
const focusIsIn = (page: Page, role: string) =>
  page.evaluate((wanted) => document.activeElement?.closest(`[role=${wanted}]`) !== null, role);

/** The canvas is one stop of Tab and names its active step. */
const isActiveStep = (page: Page, name: string) =>
  page.evaluate((wanted) => {
    const id = document.activeElement?.getAttribute("aria-activedescendant");
    const step = id ? document.getElementById(id)?.closest<HTMLElement>("[data-id]") : undefined;
    return step?.dataset.id === wanted;
  }, name);

test("the same by the keyboard alone, with the same text", async ({ page }) => {
  test.setTimeout(240_000);
  const id = await makeMappedFlow(page, "By keyboard", "");
  await test.step("the mapping is opened from the canvas", async () => {
    await press(page, "Tab", () => focusIsIn(page, "application"));
    await press(page, "ArrowRight", () => isActiveStep(page, "map"), 6);
    await page.keyboard.press("Enter");
    await expect(tree(page)).toBeVisible();
  });
  for (const [index, { from, to, answers = [] }] of wanted.entries()) {
    await test.step(`${from.join(".")} to ${to}`, async () => {
      await press(page, index === 0 ? "Tab" : "Shift+Tab", () => focusIsIn(page, "tree"));
      await page.keyboard.press("Home");
      await press(page, "ArrowDown", () => isFocused(field(page, from)));
      if (index === 0) await carry(page, to);
      else await mapTo(page, to);
      for (const answer of answers) {
        const option = chooser(page).getByRole("option", { name: answer });
        await press(page, "ArrowDown", () => isFocused(option), 8);
        await page.keyboard.press("Enter");
      }
      await expect(chooser(page)).toHaveCount(0);
      await expect.poll(() => focusIsIn(page, "treegrid")).toBe(true);
    });
  }
  await expectText(page, id, result);
});

/** Picks the focused field up and carries it to a row. */
async function carry(page: Page, to: string) {
  await page.keyboard.press("Enter");
  await expect.poll(() => focusIsIn(page, "treegrid")).toBe(true);
  await page.keyboard.press("Home");
  await press(page, "ArrowDown", () => isFocused(row(page, to)), 40);
  await page.keyboard.press("Enter");
}

/** Maps the focused field to a row that is found by typing. */
async function mapTo(page: Page, to: string) {
  await page.keyboard.press("m");
  await expect(page.getByRole("combobox", { name: "Find a target field" })).toBeFocused();
  await page.keyboard.type(to);
  await page.keyboard.press("Enter");
}

test("an order with one line shows what is wrong, and the guard puts it right", async ({ page }) => {
  test.setTimeout(90_000);
  const text = '{ "YourRef": id, "SalesOrderLines": lines.{"Description": title} }';
  const id = await makeMappedFlow(page, "One line", text);
  await open(page);
  await test.step("with two lines nothing can be seen, but the table says what happens with one", async () => {
    await search(page, "Lines");
    await expect(row(page, "Lines")).toContainText("2 in");
    await expect(page.getByText(/does not stay a list/).first()).toBeVisible();
    await expect(page.getByText(/with one a single value instead of a list/).first()).toBeVisible();
    await expectAccessible(page);
  });
  await test.step("one click keeps it a list, and nothing else changes", async () => {
    await page.getByRole("button", { name: "Keep it a list" }).click();
    await expectText(
      page,
      id,
      text.replace('lines.{"Description": title}', '[lines.{"Description": title}]'),
    );
    await expect(page.getByText(/does not stay a list/)).toHaveCount(0);
  });
  await test.step("undo brings the finding back", async () => {
    await page.getByRole("button", { name: /^Undo/ }).click();
    await expect(page.getByText(/does not stay a list/).first()).toBeVisible();
  });
});

test("suggestions wait to be accepted, and a value table asks for what it lacks", async ({ page }) => {
  test.setTimeout(90_000);
  const text = '{ "YourRef": id, "PaymentCondition": $table("pay", paymentMethod) }';
  const id = await makeMappedFlow(page, "Suggested", text);
  await open(page);
  await search(page, "Currency");
  await expect(row(page, "Currency")).toContainText("currency");
  expect((await draftOf(page, id)).map?.config.expression).toBe(text);
  await row(page, "Currency").hover();
  await row(page, "Currency").getByRole("button", { name: "Take over currency" }).click();
  await expectText(page, id, text.replace(" }", ', "Currency": currency }'));
  await search(page, "Payment condition");
  await row(page, "Payment condition").getByRole("button", { name: "Open the value table pay" }).click();
  await page.getByRole("button", { name: "Make it", exact: true }).click();
  await expect(page.getByText(/values of the samples have no row/)).toBeVisible();
  await page.getByRole("button", { name: /Add a row for bancontact/ }).click();
  await page.getByRole("textbox", { name: "To, row 1" }).fill("14");
  await expect(row(page, "Payment condition")).toContainText("14");
  await expectAccessible(page);
});

test("changing between table and text changes no byte", async ({ page }) => {
  const text = '( /* head */\n  $x := 1;\n  {  "YourRef" :id /* who */,\n\t"Remarks": $x & "" }\n) ';
  const id = await makeMappedFlow(page, "Toggled", text);
  await open(page);
  for (let times = 0; times < 4; times++) await page.keyboard.press("Control+e");
  await expect(page.getByRole("treegrid")).toBeVisible();
  await search(page, "Remarks");
  await row(page, "Remarks").getByRole("gridcell").first().dblclick();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("$x");
  await page.keyboard.press("Enter");
  await expectText(page, id, text.replace('$x & ""', "$x"));
});
