import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of the clone, found from this file as well as from the bundle built of it. */
function cloneRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "db", "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error(
        "The folder db of Trasvase was not found beside the program. Start Trasvase from a complete clone of its repository.",
      );
    }
    folder = parent;
  }
  return folder;
}

/** The folder of this package, with `package.json` and `migrations`: neither is part of the bundle. */
export function databaseFolder(): string {
  return join(cloneRoot(), "db");
}

/** What `migrateDatabase` is given. */
export function migrationsFolder(): string {
  return join(databaseFolder(), "migrations");
}
