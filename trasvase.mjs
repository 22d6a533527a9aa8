// The way in for every command. Plain JavaScript without dependencies: it runs before anything is installed or built.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const leastNode = [20, 19];
const serverPackages = ["shared", "nodes", "runtime", "db"];
const configuration = ["package.json", "pnpm-lock.yaml", "tsconfig.base.json", "vite.config.ts"];
const ignored = new Set(["node_modules", "e2e", "testing", "migrations"]);
const bundle = join(root, "dist", "runtime", "cli.js");
const page = join(root, "dist", "editor", "index.html");
// Only the server shows the editor; a command does not wait until hundreds of its files are looked at.
const parts = {
  commands: { packages: serverPackages, stamp: join(root, "dist", "built-commands") },
  all: { packages: [...serverPackages, "editor"], stamp: join(root, "dist", "built-all") },
};
const lock = join(root, "node_modules", ".cache", "trasvase-build.lock");

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const isOldEnough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  if (!isOldEnough) {
    fail(
      `Trasvase needs Node ${leastNode.join(".")} or later, and this is Node ${process.versions.node} (${process.execPath}). Install a newer Node and start again.`,
    );
  }
}

/** The newest change among the sources of a part and how many there are: a deleted file changes the second only. */
function lookAtSources({ packages }) {
  let newest = 0;
  let count = 0;
  const look = (path) => {
    newest = Math.max(newest, statSync(path).mtimeMs);
    count++;
  };
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (ignored.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) look(path);
    }
  };
  for (const name of packages) walk(join(root, name));
  for (const name of configuration) look(join(root, name));
  return { newest, count };
}

function isCurrent(part) {
  const { stamp } = part;
  if (!existsSync(bundle) || !existsSync(page) || !existsSync(stamp)) return false;
  const { newest, count } = lookAtSources(part);
  return newest <= statSync(stamp).mtimeMs && readFileSync(stamp, "utf8") === String(count);
}

/** Two starts at once must not empty each other's output: the second waits and finds it done. */
async function withLock(work) {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      const file = openSync(lock, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (isLeftBehind()) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isLeftBehind() {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    // An empty file: its maker is about to write its number, or died before it could.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs > 5_000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code !== "EPERM";
  }
}

async function build() {
  // Loading it takes as long as a fifth of a command's start, and hardly any start builds.
  const { spawnSync } = await import("node:child_process");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  if (!existsSync(vite)) {
    fail(
      `The packages Trasvase is made of are not installed (${join(root, "node_modules")} is missing or incomplete). Run: npx -y pnpm@12 install`,
    );
  }
  process.stderr.write("Building Trasvase (once after each change of its sources) …\n");
  const started = new Date();
  const counts = Object.values(parts).map((part) => [part.stamp, lookAtSources(part).count]);
  const built = spawnSync(process.execPath, [vite, "build", "--app", "--logLevel", "warn"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (built.status !== 0) fail("Trasvase could not be built; the lines above say why.");
  for (const [stamp, count] of counts) {
    writeFileSync(stamp, String(count));
    // What changes while it is being built must count as newer.
    utimesSync(stamp, started, started);
  }
  process.stderr.write(`Built in ${((Date.now() - started.getTime()) / 1000).toFixed(1)} s.\n`);
}

checkNode();
const command = process.argv[2];
const part = command === "serve" ? parts.all : parts.commands;
if (!isCurrent(part)) {
  await withLock(async () => {
    if (!isCurrent(part)) await build();
  });
}
// Reading the maps takes a command longer than its own work.
if (command === "serve") process.setSourceMapsEnabled(true);
const { runCommand } = await import(pathToFileURL(bundle).href);
process.exitCode = await runCommand(process.argv.slice(2));
