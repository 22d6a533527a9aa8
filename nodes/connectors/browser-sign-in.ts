import type { OpenConnection, Services } from "@trasvase/shared/connector.ts";
import type { BrowserSignIn } from "@trasvase/shared/sign-in.ts";
import { storeSignIn } from "./access-tokens.ts";
import type { Line } from "./call.ts";
import { chainOf } from "./signed-line.ts";
import { requestTokens, type TokenEndpoint } from "./token-request.ts";

/** How a system's page is asked for, and where its codes are traded. */
export interface SignInPage {
  readonly address: string;
  /** Besides those that OAuth names. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether the system takes a challenge (PKCE). */
  readonly takesChallenge: boolean;
  readonly endpoint: TokenEndpoint;
}

const timeoutMs = 30_000;

/** Signing in on the page of a system. */
export function makeBrowserSignIn(
  page: (connection: OpenConnection, line: Line) => SignInPage,
): BrowserSignIn {
  const open = (connection: OpenConnection, services: Services) =>
    page(connection, { services, secrets: Object.values(connection.secrets), timeoutMs });
  return {
    address(connection, services, { challenge, redirectUri, state }) {
      const { address, endpoint, parameters, takesChallenge } = open(connection, services);
      const url = new URL(address);
      const asked = {
        response_type: "code",
        client_id: endpoint.clientId,
        redirect_uri: redirectUri,
        state,
        ...parameters,
        ...(takesChallenge ? { code_challenge: challenge, code_challenge_method: "S256" } : {}),
      };
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
      return url.href;
    },
    async complete(connection, services, { code, redirectUri, verifier }) {
      const { endpoint, takesChallenge } = open(connection, services);
      const granted = await requestTokens(endpoint, {
        grant_type: "authorization_code",
        code,
        redirect_uri: redirectUri,
        ...(takesChallenge ? { code_verifier: verifier } : {}),
      });
      const { now, tokens } = services;
      const first = connection.secrets.refreshToken;
      await storeSignIn({ tokens, now, chain: chainOf(endpoint), first }, granted);
    },
  };
}
