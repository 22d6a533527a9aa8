import { Secret } from "@trasvase/shared/secret.ts";
import { sandboxCredentials } from "../sandbox-tokens.ts";
import { describeConnector } from "../testing/connector-suite.ts";
import { openWorld, systemAddress } from "../testing/open-world.ts";
import { createRestSandbox } from "../testing/rest-sandbox.ts";
import { httpConnector } from "./client.ts";

describeConnector("http", ["read", "find", "write", "match", "update", "key", "refuse", "http"], async () => {
  const seed = Array.from({ length: 25 }, (_, index) => ({
    id: `T${index}`,
    email: `t${index}@x.example`,
    name: "Zoë",
  }));
  const { world, sandbox } = await openWorld(() => createRestSandbox({ token: "very-secret-token", seed }));
  const finding = { findPath: "/things?email={value}", findRecords: "data.items" };
  return {
    connector: httpConnector,
    connection: {
      name: "rest",
      connector: "http",
      settings: { baseUrl: systemAddress, auth: "bearer" },
      secrets: { token: new Secret("very-secret-token") },
    },
    world,
    sandbox,
    read: {
      resource: "records",
      options: {
        path: "/things",
        records: "data.items",
        paging: "page",
        sizeParameter: "limit",
        pageSize: 10,
      },
      count: 25,
      id: (record) => String((record.data as { id: string }).id),
      incremental: false,
    },
    find: {
      resource: "records",
      options: finding,
      field: "email",
      present: ["t3@x.example", "T7@x.example", "t24@x.example"],
      missing: "nobody@x.example",
    },
    write: {
      resource: "records",
      options: { createPath: "/things", updatePath: "/things/{id}", ...finding },
      create: { email: "new@x.example", name: "Íñigo Müller 東京 🍜", note: "" },
      matchField: "email",
      update: { name: "Íñigo" },
      refused: { email: "new@x.example", name: "" },
    },
  };
});

const things = {
  resource: "records",
  options: { path: "/things", records: "data.items", paging: "page", sizeParameter: "limit", pageSize: 10 },
  count: 25,
  id: (record: { readonly data: unknown }) => String((record.data as { id: string }).id),
  incremental: false,
};

describeConnector("http, signed in as an application", ["read", "http", "tokens"], async () => {
  const seed = Array.from({ length: 25 }, (_, index) => ({ id: `T${index}`, name: "Zoë" }));
  const { world, sandbox } = await openWorld((now) =>
    createRestSandbox({ token: "unused-token", seed, now }),
  );
  return {
    connector: httpConnector,
    connection: {
      name: "rest",
      connector: "http",
      settings: {
        baseUrl: systemAddress,
        auth: "oauth2-client",
        tokenUrl: `${systemAddress}/oauth/token`,
        clientId: sandboxCredentials.clientId,
        clientIn: "header",
        scope: "things.read",
      },
      secrets: { clientSecret: new Secret(sandboxCredentials.clientSecret) },
    },
    world,
    sandbox,
    read: things,
  };
});
