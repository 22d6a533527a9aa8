import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { buttonClassNames } from "../ui/button-look.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { ApiError } from "./api-error.ts";
import { NotFoundPage } from "./not-found-page.tsx";

/** Whether part of the program could not be fetched, which happens when the server was updated under an open page. */
function isOutdated(error: unknown): boolean {
  return (
    error instanceof TypeError && /dynamically imported module|module script failed/i.test(error.message)
  );
}

/** Takes the place of a page that failed while it was drawn; the frame around it stays. */
export function FailurePage({ error }: { error: unknown }) {
  const t = useTranslations("shell.failure");
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  const details =
    error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}` : String(error);
  return (
    <div role="alert" className="flex max-w-[72ch] flex-col items-start gap-3 px-4 py-12 narrow:px-8">
      <h1 className="text-2xl">{t("title")}</h1>
      <p className="text-lg text-ink-2">
        {isOutdated(error) ? t("outdated") : error instanceof ApiError ? error.message : t("text")}
      </p>
      <div className="flex gap-3">
        <Button variant="primary" onPress={() => window.location.reload()}>
          {t("reload")}
        </Button>
        <a href="/" className={buttonClassNames({})}>
          {t("home")}
        </a>
      </div>
      <details className="w-full text-sm text-ink-2">
        <summary>{t("details")}</summary>
        <div className="mt-2 flex items-start gap-2">
          <pre className="max-h-64 min-w-0 grow overflow-auto rounded-3 border border-line bg-sunken p-2 text-xs whitespace-pre-wrap">
            {details}
          </pre>
          <CopyButton text={details} />
        </div>
      </details>
    </div>
  );
}
