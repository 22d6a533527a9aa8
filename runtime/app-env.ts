/** Who sent the request. */
export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  readonly workspaceId: string;
}

/** What middleware leaves for the routes behind it. */
export interface AppEnv {
  Variables: {
    requestId: string;
    /** Set behind `requireSession`. */
    user: SignedIn;
  };
}
