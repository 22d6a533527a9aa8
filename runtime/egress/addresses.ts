import { BlockList, isIP } from "node:net";

/** Never a system to exchange records with: link-local (where clouds answer with credentials), multicast, reserved. */
const always = new BlockList();
/** A network of one's own: allowed by ALLOW_PRIVATE_NETWORK. */
const own = new BlockList();

for (const [address, prefix] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  always.addSubnet(address, prefix, "ipv4");
}
for (const [address, prefix] of [
  ["::", 128],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["fd00:ec2::", 32],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  always.addSubnet(address, prefix, "ipv6");
}
for (const [address, prefix] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  own.addSubnet(address, prefix, "ipv4");
}
own.addAddress("::1", "ipv6");
own.addSubnet("fc00::", 7, "ipv6");

/**
 * Why a connection may not go to an IP address: `reserved` never, `private` unless the own network is allowed. Undefined: it may. IPv4
 * addresses written inside IPv6 ones (mapped, NAT64, 6to4) count as what they lead to.
 */
export function refuseAddress(
  address: string,
  allowPrivateNetwork: boolean,
): "reserved" | "private" | undefined {
  const plain = embeddedIpv4(address) ?? address.split("%")[0] ?? address;
  const family = isIP(plain);
  if (family === 0) return "reserved";
  const kind = family === 4 ? "ipv4" : "ipv6";
  if (always.check(plain, kind)) return "reserved";
  return !allowPrivateNetwork && own.check(plain, kind) ? "private" : undefined;
}

/** The IPv4 address that an IPv6 address stands for. */
function embeddedIpv4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined;
  const groups = groupsOf(address);
  const [a, b, c, d, e, f, g = 0, h = 0] = groups;
  if (a === 0x2002) return dotted(b ?? 0, c ?? 0);
  const isMapped = [a, b, c, d, e].every((group) => group === 0) && (f === 0xffff || f === 0);
  const isNat64 = a === 0x64 && b === 0xff9b && [c, d, e, f].every((group) => group === 0);
  // :: and ::1 are addresses of their own.
  if (isMapped && (f === 0xffff || g !== 0)) return dotted(g, h);
  return isNat64 ? dotted(g, h) : undefined;
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  // The URL parser writes every spelling the one short way, IPv4 endings included.
  const short = new URL(`http://[${address.split("%")[0]}]`).hostname.slice(1, -1);
  const [head = "", tail] = short.split("::");
  const parse = (text: string) =>
    text === "" ? [] : text.split(":").map((part) => Number.parseInt(part, 16));
  const [left, right] = [parse(head), parse(tail ?? "")];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: zeros }, () => 0), ...right];
}
