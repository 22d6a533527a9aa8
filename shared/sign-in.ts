import type { OpenConnection, Services } from "./connector.ts";

/** What a person is sent to the system's own page with. */
export interface SignInRequest {
  /** Where the system sends the person back to. */
  readonly redirectUri: string;
  /** Comes back unchanged, so that nobody can slip in an answer to a question that was never asked. */
  readonly state: string;
  /** Hash of a secret that only this server knows (PKCE, S256). Systems that do not know it are not told. */
  readonly challenge: string;
}

/** What came back with the person. */
export interface SignInAnswer {
  readonly code: string;
  readonly redirectUri: string;
  /** The secret behind the challenge. */
  readonly verifier: string;
}

/** Signing in on a system's own page, as OAuth 2 does it with a code. */
export interface BrowserSignIn {
  /** The address to send the person to. Throws ConnectorError *broken* when a setting or secret is missing. */
  address(connection: OpenConnection, services: Services, request: SignInRequest): string;
  /** Trades the code for tokens and keeps them. Throws ConnectorError. */
  complete(connection: OpenConnection, services: Services, answer: SignInAnswer): Promise<void>;
}
