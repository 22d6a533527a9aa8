import type { Page } from "@playwright/test";
import type { EditorBench } from "./measurement.ts";

/** Opens a flow with the panel of one of its steps, once its sample has gone through. */
export async function openStep(bench: EditorBench, flow: string, step: string): Promise<Page> {
  const page = await bench.open(`/flows/${flow}?node=${step}`);
  await page.getByText("Sample 1 of").waitFor();
  await page.getByRole("region", { name: /^Step / }).waitFor();
  await page.waitForTimeout(1_000);
  return page;
}

/** Shows the mapping as an expression and answers with the caret before its first character. */
export async function openExpression(page: Page): Promise<void> {
  const code = page.locator(".cm-content").filter({ visible: true });
  await page.getByRole("region", { name: /^Step / }).click({ position: { x: 200, y: 12 } });
  const isOpen = await page.locator(".cm-lineNumbers").isVisible();
  if (!isOpen) await page.keyboard.press("Control+e");
  await page.locator(".cm-lineNumbers").waitFor();
  await code.first().click();
  await page.keyboard.press("Control+Home");
  await page.waitForTimeout(800);
}
