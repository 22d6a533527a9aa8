import type { OutgoingRequest } from "@trasvase/shared/connector.ts";

/** A request as a curl command for a POSIX shell. Masked secrets stay masked. */
export function printCurl(request: OutgoingRequest): string {
  const parts = [`curl -X ${quote(request.method)} ${quote(request.url)}`];
  for (const [name, value] of Object.entries(request.headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (request.body !== undefined) {
    const body = typeof request.body === "string" ? request.body : JSON.stringify(request.body);
    parts.push(`--data-raw ${quote(body)}`);
  }
  return parts.join(" \\\n  ");
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
