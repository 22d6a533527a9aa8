import { isAbsolute } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings, SettingsError, settingRows } from "./settings.ts";

describe("settings", () => {
  it("has a usable value for everything that is not set", () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      logLevel: "info",
      allowPrivateNetwork: false,
    });
    expect(isAbsolute(settings.dataDir)).toBe(true);
    expect(settings.workers).toBeGreaterThan(0);
  });

  it("takes an empty variable as not set", () => {
    expect(readSettings({ PORT: "", DATABASE_URL: " " })).toEqual(readSettings({}));
  });

  it.each([
    ["PORT", "80000"],
    ["PORT", "3000a"],
    ["PORT", "-1"],
    ["HOST", "http://here"],
    ["DATABASE_URL", "mysql://x"],
    ["BASE_URL", "flows.example.com"],
    ["BASE_URL", "https://example.com/trasvase"],
    ["WORKERS", "1.5"],
    ["LOG_LEVEL", "verbose"],
    ["ALLOW_PRIVATE_NETWORK", "maybe"],
  ])("names %s when it is %s", (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`${name}: .*cannot be used`));
  });

  it("names every wrong setting at once", () => {
    expect(() => readSettings({ PORT: "x", WORKERS: "y" })).toThrow(/PORT[\s\S]*WORKERS/);
  });

  it("never repeats a secret", () => {
    const error = (() => {
      try {
        readSettings({ DATABASE_URL: "postgres:/user:hunter2@db/x" });
      } catch (thrown) {
        return thrown;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(SettingsError);
    expect(String(error)).not.toContain("hunter2");
  });

  it("has a row with a meaning for every setting", () => {
    expect(settingRows.map((row) => row.name)).toContain("ALLOW_PRIVATE_NETWORK");
    for (const row of settingRows) expect(row.meaning).toMatch(/\.$/);
  });
});
