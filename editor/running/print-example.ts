/** How a sender proves itself, as the webhook's connection says. */
export interface Proof {
  readonly proof: string;
  readonly header: string;
  readonly algorithm: string;
  readonly encoding: string;
  readonly prefix: string;
}

const body = '{"id":"1001","total":42.5}';

/** A command for a shell that pushes one record to a webhook address, signed as its connection asks. The secret is a variable to be filled in. */
export function printExample(url: string, given: Partial<Proof>): string {
  const proof: Proof = {
    proof: "address",
    header: "",
    algorithm: "sha256",
    encoding: "hex",
    prefix: "",
    ...given,
  };
  const call = (headers: readonly string[]) =>
    [
      `curl -X POST "$URL"`,
      `  -H 'Content-Type: application/json'`,
      ...headers.map((header) => `  -H ${header}`),
      `  -d "$BODY"`,
    ].join(" \\\n");
  const begin = `URL=${quote(url)}\nBODY=${quote(body)}`;
  switch (proof.proof) {
    case "token": {
      const header = proof.header === "" ? "Authorization: Bearer $SECRET" : `${proof.header}: $SECRET`;
      return [begin, secretLine, call([`"${header}"`])].join("\n");
    }
    case "hmac": {
      const sign = `SIGNATURE=$(printf %s "$BODY" | openssl dgst -${proof.algorithm} -hmac "$SECRET" ${encode(proof.encoding)})`;
      const header = proof.header === "" ? "X-Signature" : proof.header;
      return [begin, secretLine, sign, call([`"${header}: ${proof.prefix}$SIGNATURE"`])].join("\n");
    }
    case "standard-webhooks": {
      const key = `KEY=$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -tx1 | tr -d ' \\n')`;
      const sign = `SIGNATURE=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)`;
      const headers = [
        `"webhook-id: $ID"`,
        `"webhook-timestamp: $TIME"`,
        `"webhook-signature: v1,$SIGNATURE"`,
      ];
      return [begin, secretLine, "ID=msg_$(date +%s%N)", "TIME=$(date +%s)", key, sign, call(headers)].join(
        "\n",
      );
    }
    default:
      return [begin, call([])].join("\n");
  }
}

const secretLine = "SECRET='…'";

function encode(encoding: string): string {
  return encoding === "base64" ? "-binary | openssl base64 -A" : "-hex | sed 's/.* //'";
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
