import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const biome = join(
  dirname(createRequire(join(root, "package.json")).resolve("@biomejs/biome/package.json")),
  "bin/biome",
);

const refused = [
  ["shared", "@trasvase/nodes/catalog.ts"],
  ["shared", "../runtime/app.ts"],
  ["shared", "node:fs"],
  ["nodes", "@trasvase/runtime/app.ts"],
  ["nodes", "../db/client.ts"],
  ["db", "@trasvase/nodes/catalog.ts"],
  ["editor", "@trasvase/runtime/routes/flows.ts"],
  ["editor", "@trasvase/db/client.ts"],
  ["editor", "@trasvase/nodes/connectors/runners.ts"],
  ["editor", "../db/client.ts"],
] as const;

const allowed = [
  ["shared", "@trasvase/shared/plan.ts"],
  ["nodes", "@trasvase/shared/plan.ts"],
  ["runtime", "@trasvase/db/client.ts"],
  ["editor", "@trasvase/nodes/catalog.ts"],
  ["editor", "@trasvase/nodes/pure.ts"],
  ["editor", "@trasvase/runtime/app.ts"],
] as const;

/** Lints one planted file per import with the project's own rules; answers what Biome says of each, by file. */
function lintImports(imports: readonly (readonly [string, string])[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "trasvase-rules-"));
  try {
    copyFileSync(join(root, "biome.jsonc"), join(folder, "biome.jsonc"));
    return imports.map(([place, target], index) => {
      const file = join(folder, place, `planted-${index}.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `import { x } from "${target}";\n\nx();\n`);
      const args = [biome, "lint", "--vcs-enabled=false", "--only=style/noRestrictedImports", file];
      const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
      return run.stdout + run.stderr;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("imports point one way", () => {
  it("refuses every planted import against the arrows", () => {
    const said = lintImports(refused);
    refused.forEach(([place, target], index) => {
      expect(said[index], `${place} → ${target}`).toContain("noRestrictedImports");
    });
  }, 20_000);

  it("allows the imports along them", () => {
    const said = lintImports(allowed);
    allowed.forEach(([place, target], index) => {
      expect(said[index], `${place} → ${target}`).toContain("Checked 1 file");
      expect(said[index], `${place} → ${target}`).not.toContain("noRestrictedImports");
    });
  }, 20_000);
});

describe("dependencies", () => {
  const lockfile = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");

  it("are locked by name and checksum, without the address of any registry", () => {
    expect(lockfile).not.toMatch(/https?:\/\//);
    expect(lockfile).not.toContain("tarball:");
  });

  // Below these versions there are published holes that this product would inherit.
  it.each([
    ["jsonata", [2, 2, 2]],
    ["hono", [4, 13, 19]],
    ["@hono/node-server", [2, 1, 9]],
    ["drizzle-orm", [0, 45, 2]],
    ["undici", [7, 30, 2]],
  ])("%s is not older than its last security fix", (name, floor) => {
    const found = [...lockfile.matchAll(new RegExp(`^ {2}'?${name}@(\\d+)\\.(\\d+)\\.(\\d+)'?:`, "gm"))];
    expect(found.length).toBeGreaterThan(0);
    for (const [, ...parts] of found) {
      const version = parts.slice(0, 3).map(Number);
      const newer =
        version.map((part, index) => part - (floor[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
      expect(newer, `${name} ${version.join(".")}`).toBeGreaterThanOrEqual(0);
    }
  });
});
