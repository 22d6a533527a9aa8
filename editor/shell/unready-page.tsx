import { SkeletonRows } from "../ui/skeleton.tsx";
import { LoadError } from "./load-error.tsx";

export interface UnreadyPageProps {
  /** What the page is called while its subject is not known. */
  title: string;
  /** Why it could not be loaded; null while it is on its way. */
  error: Error | null;
  onRetry: () => void;
  rows?: number;
}

/** A page whose subject is still on its way or could not be loaded. It has its heading already, for those who read by headings. */
export function UnreadyPage({ title, error, onRetry, rows = 8 }: UnreadyPageProps) {
  return (
    <>
      <h1 className="sr-only">{title}</h1>
      {error ? <LoadError error={error} onRetry={onRetry} /> : <SkeletonRows rows={rows} />}
    </>
  );
}
