import { useTranslations } from "use-intl";

/** The name of the product with its sign: water going from one basin into another. */
export function ProductMark() {
  const t = useTranslations("shell");
  return (
    <span className="flex items-center gap-2">
      <svg aria-hidden="true" width={28} height={28} viewBox="0 0 32 32" className="text-accent">
        <rect width={32} height={32} rx={6} fill="currentColor" />
        <path d="M6 9h7v14H6zM19 9h7v14h-7z" fill="none" className="stroke-on-accent" strokeWidth={2} />
        <path d="M7 18h5v4H7zM20 12h5v10h-5z" className="fill-on-accent" />
        <path d="M13 13h6" className="stroke-on-accent" strokeWidth={2} />
      </svg>
      <span className="text-lg font-bold">{t("product")}</span>
    </span>
  );
}
