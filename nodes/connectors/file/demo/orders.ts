import orders from "./orders.ndjson?raw";

/** Files that the first start puts into the files folder, by path below it. */
export const demoFiles: Readonly<Record<string, string>> = { "webshop/orders.ndjson": orders };
