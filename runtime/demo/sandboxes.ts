import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxKeep } from "@trasvase/nodes/connectors/sandbox.ts";
import { createSandbox, sandboxSystems } from "@trasvase/nodes/connectors/sandboxes.ts";
import type { Settings } from "../settings.ts";

/** The stand-ins of other systems, by name, each remembering over a restart what was written to it. */
export async function openSandboxes(
  settings: Pick<Settings, "dataDir">,
): Promise<ReadonlyMap<string, (request: Request) => Promise<Response>>> {
  const folder = join(settings.dataDir, "sandbox");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return new Map(
    sandboxSystems.map((system) => {
      const keep = keepIn(join(folder, `${system}.json`));
      const sandbox = createSandbox(system, { basePath: `/sandbox/${system}`, keep });
      return [system, (request) => sandbox.handle(request)];
    }),
  );
}

function keepIn(file: string): SandboxKeep {
  let writing: Promise<void> = Promise.resolve();
  return {
    async read() {
      return await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
    },
    write(text) {
      // One after the other: two writes at once would share the temporary name.
      const before = writing.catch(() => undefined);
      writing = before.then(async () => {
        await writeFile(`${file}.part`, text, { mode: 0o600 });
        await rename(`${file}.part`, file);
      });
      return writing;
    },
  };
}
