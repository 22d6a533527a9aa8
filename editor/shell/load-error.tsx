import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { ApiError, isSignedOut } from "./api-error.ts";

/** A query that failed: what the server said, and a way to try again. Nothing when the sign-in page takes over anyway. */
export function LoadError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("shell");
  if (isSignedOut(error)) return null;
  const isAnswer = error instanceof ApiError;
  return (
    <ProblemMessage
      live
      place={t("loadError.title")}
      problem={{
        severity: "error",
        message: isAnswer ? error.message : t("offline.title"),
        code: isAnswer ? error.code : undefined,
      }}
      action={<Button onPress={onRetry}>{t("loadError.retry")}</Button>}
      className="m-4"
    />
  );
}
