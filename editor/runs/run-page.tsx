import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Run } from "@trasvase/shared/contract/run.ts";
import { Download, Play, ScrollText } from "lucide-react";
import { useTranslations } from "use-intl";
import { useFlowActions } from "../flows/use-flow-actions.ts";
import { api, signalled, take } from "../shell/api.ts";
import { usePage } from "../shell/page.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { flowListQuery } from "../shell/rail-counts.ts";
import { UnreadyPage } from "../shell/unready-page.tsx";
import { Button } from "../ui/button.tsx";
import { buttonClassNames } from "../ui/button-look.ts";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { hasNoOutput } from "./outcome-groups.ts";
import { RunAttention } from "./run-attention.tsx";
import { RunControl } from "./run-control.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunLedger } from "./run-ledger.tsx";
import { RunProgress } from "./run-progress.tsx";
import { isUnderWay, RunStateChip } from "./run-state.tsx";
import { StopRun } from "./stop-run.tsx";

const route = getRouteApi("/runs/$run");
/** A run under way is asked for again after this many milliseconds, whatever was heard of it. */
const lookAgainMs = 5000;

/** One run, while it goes on and afterwards: how far it is, where every record is, what stopped it (RUN-7). */
export function RunPage() {
  const t = useTranslations("shell.page");
  const { run: id } = route.useParams();
  const run = useQuery({
    queryKey: queryKeys.run(id),
    queryFn: ({ signal }) => take(api.runs[":id"].$get({ param: { id } }, signalled(signal))),
    // Live events are a hint; what the server answers is the truth.
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? lookAgainMs : false),
  });
  usePage([{ label: t("runs"), href: "/runs" }, { label: run.data?.flowName ?? t("run") }]);
  if (!run.data) {
    return <UnreadyPage title={t("run")} error={run.error} onRetry={() => void run.refetch()} />;
  }
  return <RunStory run={run.data} />;
}

function RunStory({ run }: { run: Run }) {
  const t = useTranslations("runs.run");
  return (
    <div className="flex flex-col gap-5 px-4 py-4">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl">{t("of", { flow: run.flowName })}</h1>
          <RunStateChip state={run.state} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <RunControl run={run} />
          {isUnderWay(run.state) || run.state === "paused" ? <StopRun run={run} /> : <RunAgain run={run} />}
          {(run.counts.created ?? 0) > 0 && (
            <a href={`/api/runs/${run.id}/created.csv`} download className={buttonClassNames({})}>
              <Download aria-hidden size={16} className="shrink-0" />
              {t("created")}
            </a>
          )}
          <Link to="/records" search={{ run: run.id }} className={buttonClassNames({ variant: "primary" })}>
            <ScrollText aria-hidden size={16} className="shrink-0" />
            {t("records")}
          </Link>
        </div>
      </header>
      {run.problem && <RunProblem run={run} problem={run.problem} />}
      {hasNoOutput(run) && (
        <ProblemMessage
          problem={{ severity: "warning", message: t("noOutput", { count: run.read - run.repeated }) }}
        />
      )}
      <RunFacts run={run} />
      {run.read === 0 ? (
        <p className="text-ink-2">{isUnderWay(run.state) ? t("nothingYet") : t("nothingRead")}</p>
      ) : (
        <>
          <RunProgress run={run} />
          <div className="grid gap-x-12 gap-y-6 wide:grid-cols-[28rem_minmax(0,1fr)]">
            <RunLedger run={run} />
            <RunAttention run={run} />
          </div>
        </>
      )}
    </div>
  );
}

function RunProblem({ run, problem }: { run: Run; problem: NonNullable<Run["problem"]> }) {
  const t = useTranslations("runs.run");
  return (
    <ProblemMessage
      problem={problem}
      action={
        problem.node !== undefined && (
          <Link
            to="/flows/$flow"
            params={{ flow: run.flow }}
            search={{ node: problem.node, ...(problem.field === undefined ? {} : { field: problem.field }) }}
            className={buttonClassNames({ size: "sm" })}
          >
            {t("openStep")}
          </Link>
        )
      }
      className="max-w-[100ch]"
    />
  );
}

function RunAgain({ run }: { run: Run }) {
  const t = useTranslations("runs.run");
  const flows = useQuery(flowListQuery);
  const actions = useFlowActions();
  const flow = flows.data?.rows.find(({ id }) => id === run.flow);
  if (!flow) return null;
  return (
    <Button icon={Play} onPress={() => actions.run(flow)}>
      {t("again")}
    </Button>
  );
}
