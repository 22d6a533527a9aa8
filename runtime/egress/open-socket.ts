import { connect, isIP, type Socket } from "node:net";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { refuseAddress } from "./addresses.ts";
import { blocked, guardedLookup } from "./guarded-lookup.ts";

const connectTimeoutMs = 10_000;

/**
 * Makes the only way to connect to servers that speak no HTTP. It refuses private and reserved addresses however they are spelled or
 * resolved, before and after connecting.
 */
export function makeOpenSocket(rules: { readonly allowPrivateNetwork: boolean }) {
  return async ({ host, port }: { readonly host: string; readonly port: number }): Promise<Socket> => {
    const literal = host.replace(/^\[|\]$/g, "");
    const refused = isIP(literal) ? refuseAddress(literal, rules.allowPrivateNetwork) : undefined;
    if (refused) throw blocked(refused);
    const lookup = guardedLookup(rules.allowPrivateNetwork);
    const socket = connect({ host: literal, port, lookup, noDelay: true, timeout: connectTimeoutMs });
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
      socket.once("timeout", () => {
        reject(new ConnectorError("transient", "connect-timeout", `${host}:${port} does not answer.`));
      });
    }).catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
    socket.setTimeout(0);
    socket.removeAllListeners("error").removeAllListeners("timeout");
    const peer = refuseAddress(socket.remoteAddress ?? "", rules.allowPrivateNetwork);
    if (!peer) return socket;
    socket.destroy();
    throw blocked(peer);
  };
}
