import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** `pnpm screenshots`: the picture of the README, and every screen in both themes under test-results/screens to be looked at. */
export default defineConfig({ ...journeys, testMatch: "screenshots.ts", workers: 1, timeout: 240_000 });
