/** JSONata's truth of a value, as `$boolean` gives it: empty texts, 0, null, empty objects, lists without a true member and functions are false. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTrue);
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value !== "";
    case "number":
      return value !== 0 && !Number.isNaN(value);
    case "object":
      return value !== null && Object.keys(value).length > 0;
    default:
      return false;
  }
}
