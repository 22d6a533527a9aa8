import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { ProductMark } from "./product-mark.tsx";

const startCommand = "npx -y pnpm@12 start";

/** Shown when nobody is signed in: where the one-time link is found. */
export function SignInPage() {
  const t = useTranslations("shell.signIn");
  return (
    <main className="flex min-h-full items-start bg-canvas px-4 py-[12vh] narrow:px-[12vw]">
      <div className="flex max-w-[56ch] flex-col gap-4">
        <ProductMark />
        <h1 className="text-2xl">{t("title")}</h1>
        <p className="text-lg text-ink-2">{t("text")}</p>
        <p className="text-ink-2">{t("again")}</p>
        <p className="flex w-fit max-w-full items-center gap-2 rounded-3 border border-line bg-surface py-1 pr-1 pl-3">
          <code className="truncate">{startCommand}</code>
          <CopyButton text={startCommand} />
        </p>
        <Button variant="primary" className="self-start" onPress={() => window.location.reload()}>
          {t("retry")}
        </Button>
      </div>
    </main>
  );
}
