import { ConnectorError } from "@trasvase/shared/connector.ts";
import { makeBrowserSignIn } from "../browser-sign-in.ts";
import { parseSettings } from "../parse-options.ts";
import { tokenEndpoint } from "./access.ts";
import { httpSettings } from "./definition.ts";

/** Signing in on the page that the connection's settings name, always with a challenge: a system that does not know it ignores it. */
export const httpSignIn = makeBrowserSignIn((connection, line) => {
  const settings = parseSettings(httpSettings, connection.settings);
  if (settings.auth !== "oauth2-code" || settings.authorizeUrl === "") {
    throw new ConnectorError(
      "broken",
      "no-sign-in",
      `The connection "${connection.name}" has no sign-in page. Choose sign-in in the browser, and fill in its address.`,
    );
  }
  return {
    address: settings.authorizeUrl,
    parameters: settings.scope === "" ? {} : { scope: settings.scope },
    takesChallenge: true,
    endpoint: tokenEndpoint(connection, line, settings),
  };
});
