import type { Json } from "@trasvase/shared/json.ts";
import type { ExactField } from "../field.ts";
import { StoreFault } from "./entity.ts";

/** Ten megabytes, as files may have after decoding. */
const mostBytes = 10 * 1024 * 1024;

/** A value as it is stored. Throws {@link StoreFault} for one of another type or of too great a length. */
export function toStored(field: ExactField, value: Json): Json {
  if (value === null) return field.edm === "Byte" ? 0 : null;
  switch (field.edm) {
    case "Guid":
      if (typeof value !== "string" || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
        throw invalid(field);
      return value.toLowerCase();
    case "Double":
    case "Int32":
    case "Byte": {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      if (typeof number !== "number" || !Number.isFinite(number)) throw invalid(field);
      return number;
    }
    case "Boolean":
      if (typeof value !== "boolean") throw invalid(field);
      return value;
    case "Date":
    case "DateTime":
      return toTime(field, String(value));
    case "Binary":
      if (typeof value !== "string" || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) throw invalid(field);
      if (Buffer.from(value, "base64").byteLength > mostBytes)
        throw new StoreFault(400, "Request too large.");
      return value;
    default:
      return toText(field, value);
  }
}

function toTime(field: ExactField, text: string): string {
  const isTime = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(text);
  if (!isTime || Number.isNaN(Date.parse(text.slice(0, 10)))) throw invalid(field);
  return field.edm === "Date" ? text.slice(0, 10) : text;
}

function toText(field: ExactField, value: Json): string {
  if (typeof value !== "string") throw invalid(field);
  if (field.maxLength !== undefined && value.trim().length > field.maxLength) {
    throw new StoreFault(500, `Too long: ${field.title} (${field.maxLength})`);
  }
  return field.padLeft === undefined ? value.trimEnd() : value.trim().padStart(field.padLeft);
}

function invalid(field: ExactField): StoreFault {
  return new StoreFault(
    400,
    `Error processing request stream. Error encountered in converting the value from request payload for property '${field.name}'.`,
  );
}
