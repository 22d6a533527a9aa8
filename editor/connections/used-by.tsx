import { Link } from "@tanstack/react-router";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { useTranslations } from "use-intl";

/** The flows that need a connection. */
export function UsedBy({ connection }: { connection: ConnectionRow }) {
  const t = useTranslations("connections.uses");
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <h2 className="text-lg">{t("title")}</h2>
      {connection.flows.length === 0 ? (
        <p className="text-ink-2">{t("none")}</p>
      ) : (
        <ul>
          {connection.flows.map(({ id, name }) => (
            <li key={id} className="border-b border-line py-2 first:border-t">
              <Link
                to="/flows/$flow"
                params={{ flow: id }}
                className="focus-ring rounded-3 text-accent underline underline-offset-2"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
