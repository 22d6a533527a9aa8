import { Link } from "@tanstack/react-router";
import { connectorCatalog } from "@trasvase/nodes/catalog.ts";
import { ConnectorGlyph } from "../ui/connector-glyph.tsx";

/** Every system there is a connector for, each leading to a new connection of it. */
export function ConnectorCards() {
  return (
    <ul className="grid max-w-5xl gap-3 narrow:grid-cols-2 wide:grid-cols-3">
      {Object.values(connectorCatalog).map(({ type, title, summary }) => (
        <li key={type} className="flex">
          <Link
            to="/connections"
            search={{ connector: type }}
            className="focus-ring flex grow items-start gap-3 rounded-6 border border-line bg-surface p-3 no-underline transition-colors hover:border-line-strong"
          >
            <ConnectorGlyph connector={type} title={title} />
            <span className="flex min-w-0 flex-col gap-0.5">
              <span className="font-medium">{title}</span>
              <span className="text-sm text-ink-2">{summary}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
