import { resourceNamed } from "../record-values.ts";
import { exactOnlineResources } from "./definition.ts";
import type { ExactResource } from "./field.ts";

/** The resource of that name. Throws ConnectorError *rejected*. */
export function resourceOf(name: string): ExactResource {
  return resourceNamed("Exact Online", exactOnlineResources, name);
}
