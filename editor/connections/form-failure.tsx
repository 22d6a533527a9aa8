import { ApiError } from "../shell/api-error.ts";
import { ProblemMessage } from "../ui/problem-message.tsx";

/** Why a form was refused, unless every reason already stands at its field. */
export function FormFailure({ error }: { error: Error | null }) {
  if (!error || (error instanceof ApiError && error.code === "connection-fields")) return null;
  return (
    <ProblemMessage
      live
      problem={{
        severity: "error",
        message: error.message,
        code: error instanceof ApiError ? error.code : undefined,
      }}
    />
  );
}
