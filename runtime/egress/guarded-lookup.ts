import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { refuseAddress } from "./addresses.ts";

/** Resolves names to addresses that may be called. A name with any refused address is refused: which one would be tried is not ours to choose. */
export function guardedLookup(allowPrivateNetwork: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const refused = addresses
        .map(({ address }) => refuseAddress(address, allowPrivateNetwork))
        .find(Boolean);
      if (refused) return callback(blocked(refused), "", 0);
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? "", first?.family);
    });
  };
}

/** Why an address may not be called, for people. */
export function blocked(why: "reserved" | "private"): ConnectorError {
  return new ConnectorError(
    "broken",
    "address-blocked",
    why === "private"
      ? "This address is in a private network, which connections may not call here. Set ALLOW_PRIVATE_NETWORK=true where the system stands in your own network."
      : "This address is reserved and no system can be called there. Correct the address in the connection.",
  );
}
