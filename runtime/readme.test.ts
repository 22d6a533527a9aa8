import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commands } from "./cli/commands.ts";
import { settingRows } from "./settings.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

describe("the README", () => {
  it("lists every setting as the code has it", () => {
    const table = settingRows.map(
      ({ name, unset, meaning }) => `| \`${name}\` | ${unset === "" ? "–" : unset} | ${meaning} |`,
    );
    expect(readme).toContain(table.join("\n"));
  });

  it("shows every command", () => {
    const shown = commands.map((command) => command.name).filter((name) => name !== "serve");
    for (const name of shown) expect(readme).toContain(`pnpm --silent trasvase ${name}`);
  });

  it("names only folders and files that exist", () => {
    const paths = [...readme.matchAll(/`((?:shared|nodes|runtime|db|editor|bench|docs)\/[\w./-]*)`/g)].map(
      (match) => match[1],
    );
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths)
      expect(() => readFileSync(new URL(`../${path}`, import.meta.url)), path).not.toThrow(/ENOENT/);
  });
});
