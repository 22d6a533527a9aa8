import { defineConfig } from "drizzle-kit";

/** Paths are relative to the root of the clone, where `pnpm db:generate` runs. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/*.ts",
  out: "./db/migrations",
});
