import { VenetianMask } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "../ui/badge.tsx";

/** Says that the personal fields of a record are stand-ins. */
export function StandInsMark() {
  const t = useTranslations("samples");
  return (
    <Badge className="gap-1">
      <VenetianMask aria-hidden size={12} />
      {t("standIns")}
    </Badge>
  );
}
