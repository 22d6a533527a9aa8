import { stat } from "node:fs/promises";
import {
  type CheckStage,
  type Connector,
  ConnectorError,
  type OpenConnection,
  type Reader,
  type Services,
} from "@trasvase/shared/connector.ts";
import { parseSettings } from "../parse-options.ts";
import { fileDefinition, fileSettings } from "./definition.ts";
import { readFileRecords } from "./read-file.ts";
import { describeFileWrite, FileWriter } from "./write-file.ts";

/** Files below the data folder: NDJSON, JSON lists and CSV. */
export const fileConnector: Connector = {
  definition: fileDefinition,
  async openReader(connection, services) {
    return openReader(folderOf(connection), services);
  },
  async openWriter(connection, services) {
    return new FileWriter(services.files, folderOf(connection));
  },
};

function folderOf(connection: OpenConnection): string {
  return parseSettings(fileSettings, connection.settings).folder;
}

function openReader(folder: string, services: Services): Reader {
  return {
    check: () => checkFolder(folder, services),
    read: (request) => readFileRecords(services.files, folder, request),
    async find() {
      throw new ConnectorError(
        "rejected",
        "no-find",
        "Records in a file cannot be looked up. Use a system that can be searched.",
      );
    },
    describe: (intent) => [describeFileWrite(intent)],
    placeholders: () => ({}),
    async close() {},
  };
}

async function checkFolder(folder: string, services: Services): Promise<readonly CheckStage[]> {
  if (folder === "") return [{ stage: "reachable", ok: true, message: "The files folder is there." }];
  try {
    const isFolder = (await stat(await services.files.locate(folder))).isDirectory();
    const message = isFolder
      ? `The folder "${folder}" is there.`
      : `"${folder}" is not a folder. Name a folder.`;
    return [{ stage: "reachable", ok: isFolder, message }];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const isMissing = error.code === "no-file";
    return [
      {
        stage: "reachable",
        // A folder that is only written to comes into being with the first file.
        ok: isMissing,
        message: isMissing
          ? `There is no folder "${folder}" yet. It is made when a file is written; to read from it, put files there.`
          : error.message,
      },
    ];
  }
}
