import { ConnectorError } from "@trasvase/shared/connector.ts";

/**
 * Puts URL-encoded values into a path: `/customers/{id}`. Throws ConnectorError *rejected* for a name without a value, and for a value
 * that would change the path itself (empty, `.` or `..`).
 */
export function fillTemplate(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) {
      throw new ConnectorError(
        "rejected",
        "template",
        `The address "${template.slice(0, 100)}" asks for {${name}}, for which there is no value.`,
      );
    }
    if (value === "" || value === "." || value === "..") {
      throw new ConnectorError(
        "rejected",
        "template",
        `The value "${value}" for {${name}} cannot stand in an address.`,
      );
    }
    return encodeURIComponent(value);
  });
}
