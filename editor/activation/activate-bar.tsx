import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Activation } from "@trasvase/shared/contract/activation.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { Power } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../shell/api-error.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { buttonClassNames } from "../ui/button-look.ts";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { type ActivationAnswers, whatIsMissing } from "./readiness.ts";
import type { useActivate } from "./use-activate.ts";

export interface ActivateBarProps {
  flow: Flow;
  activation: Activation;
  answers: ActivationAnswers;
  activate: ReturnType<typeof useActivate>;
  onActivate: () => void;
}

/** The button, always in sight, and while it cannot be pressed the reason beside it. */
export function ActivateBar({ flow, activation, answers, activate, onActivate }: ActivateBarProps) {
  const t = useTranslations("activation");
  const client = useQueryClient();
  const reasonId = useId();
  const missing = whatIsMissing(activation, answers, flow.activeVersion === undefined);
  const { error } = activate;
  return (
    <div className="sticky -bottom-px -mx-4 mt-auto -mb-6 flex flex-col gap-2 border-t border-line bg-canvas px-4 py-3 narrow:-mx-8 narrow:px-8">
      {error && (
        <ProblemMessage
          live
          problem={{
            severity: "error",
            message: error.message,
            code: error instanceof ApiError ? error.code : undefined,
          }}
          action={
            <Button
              size="sm"
              onPress={() => {
                activate.reset();
                void client.invalidateQueries({ queryKey: queryKeys.flow(flow.id) });
              }}
            >
              {t("checkAgain")}
            </Button>
          }
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          icon={Power}
          isDisabled={missing !== undefined}
          isPending={activate.isPending}
          aria-describedby={reasonId}
          onPress={onActivate}
        >
          {t("activate", { version: activation.nextVersion })}
        </Button>
        <Link to="/flows/$flow" params={{ flow: flow.id }} className={buttonClassNames({ variant: "quiet" })}>
          {t("back")}
        </Link>
        <p id={reasonId} className="text-ink-2">
          {missing &&
            t(`missing.${missing.reason}`, { count: missing.count, version: flow.activeVersion ?? 0 })}
        </p>
      </div>
    </div>
  );
}
