import { makeBrowserSignIn } from "../browser-sign-in.ts";
import { parseSettings } from "../parse-options.ts";
import { exactOnlineSettings } from "./definition.ts";
import { tokenEndpoint } from "./session.ts";

/** Signing in at Exact Online. What the app may do is chosen where it is registered, so no scope is asked for. */
export const exactSignIn = makeBrowserSignIn((connection, line) => {
  const settings = parseSettings(exactOnlineSettings, connection.settings);
  return {
    address: `${settings.baseUrl.replace(/\/$/, "")}/api/oauth2/auth`,
    parameters: { force_login: "0" },
    takesChallenge: false,
    endpoint: tokenEndpoint(connection, line, settings),
  };
});
