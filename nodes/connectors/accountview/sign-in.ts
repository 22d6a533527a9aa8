import { makeBrowserSignIn } from "../browser-sign-in.ts";
import { parseSettings } from "../parse-options.ts";
import { accountViewSettings } from "./definition.ts";
import { tokenEndpoint } from "./session.ts";

/** Signing in at AccountView.Net. Nothing is ever deleted there, so that right is not asked for. */
export const accountViewSignIn = makeBrowserSignIn((connection, line) => {
  const settings = parseSettings(accountViewSettings, connection.settings);
  return {
    address: `${settings.baseUrl.replace(/\/$/, "")}/ams/authorize.aspx`,
    parameters: { scope: "readaccountviewdata updateaccountviewdata" },
    takesChallenge: false,
    endpoint: tokenEndpoint(connection, line, settings),
  };
});
