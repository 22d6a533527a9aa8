import { errorSchema } from "@trasvase/shared/contract/error.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { type Endpoint, endpoints } from "./endpoints.ts";

/** The API as OpenAPI 3.1, made of the same schemas that check every request. */
export function openApiDocument(): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Trasvase", version: "1" },
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "trasvase" } },
      schemas: { Error: jsonSchema(errorSchema, "output") },
    },
    security: [{ session: [] }],
  };
}

function operation(endpoint: Endpoint): JsonObject {
  const { answers, body } = endpoint;
  return {
    summary: endpoint.summary,
    ...(endpoint.public ? { security: [] } : {}),
    parameters: [...pathParameters(endpoint.path), ...queryParameters(endpoint.query)],
    ...(body ? { requestBody: { required: true, content: asJson(jsonSchema(body, "input")) } } : {}),
    responses: {
      [answers.status]: {
        description: endpoint.summary,
        ...(answers.schema ? { content: asJson(jsonSchema(answers.schema, "output")) } : {}),
      },
      default: {
        description: "What happened, where, why and what to do",
        content: asJson({ $ref: "#/components/schemas/Error" }),
      },
    },
  };
}

function asJson(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}

/** A schema's JSON Schema; references inside it stay inside it. */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  // JSON Schema is JSON; zod types it as an interface.
  return JSON.parse(JSON.stringify(plain)) as JsonObject;
}

function pathParameters(path: string): JsonObject[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodObject | undefined): JsonObject[] {
  if (!query) return [];
  const { properties, required } = jsonSchema(query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: required?.includes(name) ?? false,
    schema,
  }));
}
