import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Settings } from "./settings.ts";

/** What a running server leaves in its data folder, for its owner's commands only: it holds the database's password. */
const noteSchema = z.object({ pid: z.number().int(), url: z.url(), databaseUrl: z.string() });

export type ServerNote = z.infer<typeof noteSchema>;

function fileOf(settings: Pick<Settings, "dataDir">): string {
  return join(settings.dataDir, "server.json");
}

/** Leaves the note; only the account that started the server can read it. */
export async function leaveNote(settings: Pick<Settings, "dataDir">, note: ServerNote): Promise<void> {
  await rm(fileOf(settings), { force: true });
  await writeFile(fileOf(settings), JSON.stringify(note), { mode: 0o600 });
}

/** Takes it away when the server stops. */
export async function removeNote(settings: Pick<Settings, "dataDir">): Promise<void> {
  await rm(fileOf(settings), { force: true });
}

/** The note of the server that runs on this data folder; undefined when none does. */
export async function readNote(settings: Pick<Settings, "dataDir">): Promise<ServerNote | undefined> {
  const text = await readFile(fileOf(settings), "utf8").catch(() => undefined);
  const note = text === undefined ? undefined : noteSchema.safeParse(JSON.parse(text)).data;
  return note && isAlive(note.pid) ? note : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
