import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFileStore } from "./files.ts";

let outer: string;
let root: string;

beforeAll(async () => {
  outer = await realpath(await mkdtemp(join(tmpdir(), "trasvase-files-")));
  root = join(outer, "files");
  await mkdir(join(root, "in"), { recursive: true });
  await writeFile(join(root, "in", "orders.ndjson"), "{}\n");
  await writeFile(join(outer, "secret.txt"), "secret");
  await mkdir(join(outer, "elsewhere"));
  await symlink(join(outer, "secret.txt"), join(root, "link.txt"));
  await symlink(join(outer, "elsewhere"), join(root, "out"));
  await symlink(join(root, "in"), join(root, "inside"));
  execFileSync("mkfifo", [join(root, "pipe")]);
});

afterAll(() => rm(outer, { recursive: true, force: true }));

const leadingOut = [
  "../secret.txt",
  "in/../../secret.txt",
  "/etc/passwd",
  "..%2fsecret.txt/../../secret.txt",
  "C:\\secret.txt",
  "in\\..\\..\\secret.txt",
  "file:///etc/passwd",
  "con",
  "in/nul.txt",
  "a\0b",
  "/dev/zero",
  "/proc/self/environ",
];

describe("the files folder", () => {
  it("finds files and folders inside, also behind a link that stays inside", async () => {
    const store = openFileStore(root);
    expect(await store.locate("in/orders.ndjson")).toBe(join(root, "in", "orders.ndjson"));
    expect(await store.locate("in")).toBe(join(root, "in"));
    expect(await store.locate("inside/orders.ndjson")).toBe(join(root, "in", "orders.ndjson"));
  });

  it.each([...leadingOut, "link.txt", "out"])("refuses to open %j", async (path) => {
    await expect(openFileStore(root).locate(path)).rejects.toMatchObject({
      name: "ConnectorError",
      kind: "rejected",
    });
  });

  it("refuses what is no ordinary file", async () => {
    await expect(openFileStore(root).locate("pipe")).rejects.toMatchObject({ code: "not-a-file" });
    await expect(openFileStore(root).place("pipe")).rejects.toMatchObject({ code: "not-a-file" });
    await expect(openFileStore(root).place("in")).rejects.toMatchObject({ code: "not-a-file" });
  });

  it("says that a missing file is missing", async () => {
    await expect(openFileStore(root).locate("in/none.csv")).rejects.toMatchObject({
      code: "no-file",
      message: expect.stringContaining("in/none.csv"),
    });
  });

  it("makes the folder of a new file", async () => {
    const path = await openFileStore(root).place("new/deep/out.ndjson");
    await writeFile(path, "x");
    expect(await readFile(join(root, "new", "deep", "out.ndjson"), "utf8")).toBe("x");
  });

  it.each([...leadingOut, "out/new.txt", "out/deeper/new.txt"])("refuses to write to %j", async (path) => {
    await expect(openFileStore(root).place(path)).rejects.toMatchObject({ kind: "rejected" });
  });

  it("never writes through a link", async () => {
    await expect(openFileStore(root).place("link.txt")).rejects.toMatchObject({ kind: "rejected" });
    expect(await readFile(join(outer, "secret.txt"), "utf8")).toBe("secret");
  });
});
