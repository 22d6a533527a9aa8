/** What a start prints on stdout once it can be used; everything else goes to stderr. */
export function printReady(url: URL, signIn: URL): string {
  return `Trasvase is ready: ${url.href}\nSign in once with:  ${signIn.href}\n`;
}

/** Reads it again; undefined while it is not complete. */
export function parseReady(text: string): { readonly url: URL; readonly signIn: URL } | undefined {
  const url = /^Trasvase is ready: (\S+)$/m.exec(text)?.[1];
  const signIn = /^Sign in once with: {2}(\S+)\n/m.exec(text)?.[1];
  return url !== undefined && signIn !== undefined
    ? { url: new URL(url), signIn: new URL(signIn) }
    : undefined;
}
