import { describe, expect, it } from "vitest";
import { refuseAddress } from "./addresses.ts";

describe("addresses that connections may call", () => {
  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "172.32.0.1",
    "192.169.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00:1450:4001::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
  ])("lets %s through", (address) => {
    expect(refuseAddress(address, false)).toBeUndefined();
  });

  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fd12:3456::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:c0a8:101::5",
  ])("keeps %s for those who allow their own network", (address) => {
    expect(refuseAddress(address, false)).toBe("private");
    expect(refuseAddress(address, true)).toBeUndefined();
  });

  it.each([
    "169.254.169.254",
    "0.0.0.0",
    "0.1.2.3",
    "224.0.0.1",
    "255.255.255.255",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "::",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::",
    "2001::1",
    "not an address",
    "",
  ])("never lets %s through", (address) => {
    expect(refuseAddress(address, true)).toBe("reserved");
    expect(refuseAddress(address, false)).toBe("reserved");
  });
});
