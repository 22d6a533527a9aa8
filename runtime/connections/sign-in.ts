import { setConnectionState } from "@trasvase/db/queries/set-connection-state.ts";
import { type Connector, ConnectorError } from "@trasvase/shared/connector.ts";
import type { SignInAnswer, SignInRequest } from "@trasvase/shared/sign-in.ts";
import { openConnection } from "../engine/connections.ts";
import type { Engine } from "../engine/engine.ts";

interface Place {
  readonly workspaceId: string;
  readonly name: string;
}

/** The address of the system's own sign-in page for a connection. Throws ConnectorError *broken* when it has none or a setting is missing. */
export async function signInAddress(engine: Engine, place: Place, request: SignInRequest): Promise<string> {
  const { connection, signIn } = await open(engine, place);
  return signIn.address(connection, engine.servicesFor(place), request);
}

/** Finishes a sign-in: from now on the connection has its own tokens. Throws ConnectorError. */
export async function completeSignIn(engine: Engine, place: Place, answer: SignInAnswer): Promise<void> {
  const { connection, signIn } = await open(engine, place);
  try {
    await signIn.complete(connection, engine.servicesFor(place), answer);
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === "broken")
      await setConnectionState(engine.database, place, "broken", error.message);
    throw error;
  }
}

async function open(engine: Engine, { name, workspaceId }: Place) {
  const connection = await openConnection(engine, workspaceId, name);
  const connector: Connector | undefined = Object.hasOwn(engine.systems.clients, connection.connector)
    ? engine.systems.clients[connection.connector]
    : undefined;
  if (connector?.signIn) return { connection, signIn: connector.signIn };
  throw new ConnectorError(
    "broken",
    "no-sign-in",
    `The connection "${name}" has no sign-in page of its own. Enter what its settings ask for.`,
  );
}
