import type { ResourceField } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { ValuePath } from "../expression/expression-path.ts";
import { pathId } from "../ui/json-rows.ts";
import { findViolations } from "./schema-violations.ts";

/** Says of each place of a record what the target would object to; undefined when it objects to nothing. */
export function useViolations(
  record: Json | undefined,
  fields: readonly ResourceField[] | undefined,
): ((path: ValuePath) => string | undefined) | undefined {
  const t = useTranslations("panel.violation");
  const type = useTranslations("panel.fieldType");
  return useMemo(() => {
    if (record === undefined || !fields) return undefined;
    const found = findViolations(record, fields);
    if (found.size === 0) return undefined;
    return (path: ValuePath) => {
      const violation = found.get(pathId(path));
      if (!violation) return undefined;
      switch (violation.code) {
        case "type":
          return t("type", { wanted: type(violation.wanted) });
        case "tooLong":
          return t("tooLong", { most: violation.most, length: violation.length });
        case "notAllowed":
          return t("notAllowed", { allowed: violation.allowed });
        default:
          return t(violation.code);
      }
    };
  }, [record, fields, t, type]);
}
