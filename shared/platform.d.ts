/*
 * Names of platform types that Node and browsers both have and that contracts in this package mention. Types only: nothing here can be
 * called, so the package stays pure. Packages that use a contract see the real types of their own platform.
 */
interface AbortSignal {
  readonly aborted: boolean;
}
// biome-ignore lint/suspicious/noEmptyInterface: only the name is needed here.
interface RequestInit {}
// biome-ignore lint/suspicious/noEmptyInterface: only the name is needed here.
interface Response {}
