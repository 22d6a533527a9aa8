import type { Json } from "@trasvase/shared/json.ts";
import { sandboxCompanies } from "./accountview/sandbox/seed.ts";
import { createAccountViewSandbox } from "./accountview/sandbox.ts";
import { sandboxDivisions } from "./exact-online/sandbox/seed.ts";
import { createExactOnlineSandbox } from "./exact-online/sandbox.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { sandboxCredentials } from "./sandbox-tokens.ts";
import { createShopifySandbox } from "./shopify/sandbox.ts";

/** The systems that have a local stand-in. */
export const sandboxSystems = ["accountview", "exact-online", "shopify"] as const;

export type SandboxSystemName = (typeof sandboxSystems)[number];

/** Whether a text names a system with a stand-in. */
export function isSandboxSystem(name: string): name is SandboxSystemName {
  return (sandboxSystems as readonly string[]).includes(name);
}

export interface DemoSandboxOptions extends SandboxOptions {
  /** Calls per minute where the system has a quota. Left out: so many that a demonstration does not have to wait. */
  readonly callsPerMinute?: number;
}

/** A stand-in to be served over HTTP, for the demonstration and for trying flows out. */
export function createSandbox(system: SandboxSystemName, options: DemoSandboxOptions = {}): Sandbox {
  switch (system) {
    case "accountview":
      return createAccountViewSandbox(options);
    case "exact-online":
      return createExactOnlineSandbox({
        ...options,
        callsPerMinute: options.callsPerMinute ?? 6000,
        callsPerDay: 500_000,
        errorVelocity: false,
      });
    case "shopify":
      return createShopifySandbox(options);
  }
}

/** A connection as it is entered: settings and secrets in clear text. */
export interface DemoConnection {
  readonly name: string;
  readonly title: string;
  readonly connector: string;
  readonly settings: Json;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The connections that the templates ask for, leading to stand-ins below `baseUrl` (`<baseUrl>/sandbox/<system>`). */
export function demoConnections(baseUrl: string): readonly DemoConnection[] {
  const root = baseUrl.replace(/\/$/, "");
  const { clientId, clientSecret, refreshToken } = sandboxCredentials;
  const secrets = { clientSecret, refreshToken };
  return [
    {
      name: "accountview",
      title: "AccountView (sandbox)",
      connector: "accountview",
      settings: { baseUrl: `${root}/sandbox/accountview`, company: sandboxCompanies[0].Id, clientId },
      secrets,
    },
    {
      name: "exact",
      title: "Exact Online (sandbox)",
      connector: "exact-online",
      settings: { baseUrl: `${root}/sandbox/exact-online`, division: sandboxDivisions[0].code, clientId },
      secrets,
    },
    {
      name: "shop",
      title: "Shopify (sandbox)",
      connector: "shopify",
      settings: { baseUrl: `${root}/sandbox/shopify`, signIn: "app", clientId },
      secrets: { clientSecret },
    },
    {
      name: "webshop",
      title: "Web shop (files)",
      connector: "file",
      settings: { folder: "webshop" },
      secrets: {},
    },
  ];
}
