import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Activation } from "@trasvase/shared/contract/activation.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { LoadError } from "../shell/load-error.tsx";
import { Page, usePage } from "../shell/page.tsx";
import { UnreadyPage } from "../shell/unready-page.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { ActivateBar } from "./activate-bar.tsx";
import { Activated } from "./activated.tsx";
import { ChangeList } from "./change-list.tsx";
import { CheckList } from "./check-list.tsx";
import { activationQuery, flowQuery } from "./flow-query.ts";
import { HoldQuestion } from "./hold-question.tsx";
import type { ActivationAnswers } from "./readiness.ts";
import { Section } from "./section.tsx";
import { StartQuestion } from "./start-question.tsx";
import { useActivate } from "./use-activate.ts";

const route = getRouteApi("/flows/$flow/activate");

/** The page between a draft and a running flow: checks, changes, questions, and the one button (ACT-2 to ACT-4). */
export function ActivationPage() {
  const t = useTranslations("activation");
  const page = useTranslations("shell.page");
  const { flow: id } = route.useParams();
  const flow = useQuery(flowQuery(id));
  usePage([
    { label: page("flows"), href: "/" },
    { label: flow.data?.name ?? page("flow"), href: `/flows/${id}` },
    { label: page("activate") },
  ]);
  if (!flow.data) {
    return <UnreadyPage title={page("activate")} error={flow.error} onRetry={() => void flow.refetch()} />;
  }
  return (
    <Page title={t("title", { flow: flow.data.name })}>
      <Ready key={flow.data.id} flow={flow.data} />
    </Page>
  );
}

function Ready({ flow }: { flow: Flow }) {
  const t = useTranslations("activation");
  const [done, setDone] = useState<Flow>();
  const activation = useQuery({ ...activationQuery(flow.id, flow.revision), enabled: done === undefined });
  if (done) return <Activated flow={done} />;
  if (activation.isError)
    return <LoadError error={activation.error} onRetry={() => void activation.refetch()} />;
  if (activation.isPending) {
    return (
      <p role="status" className="flex items-center gap-2 text-ink-2">
        <Spinner /> {t("checking")}
      </p>
    );
  }
  return <Questions flow={flow} activation={activation.data} onDone={setDone} />;
}

interface QuestionsProps {
  flow: Flow;
  activation: Activation;
  onDone: (flow: Flow) => void;
}

function Questions({ flow, activation, onDone }: QuestionsProps) {
  const t = useTranslations("activation");
  const [answers, setAnswers] = useState<ActivationAnswers>({
    confirmed: [],
    reasons: {},
    start: undefined,
    date: "",
    holdFirst: undefined,
  });
  const [note, setNote] = useState("");
  const activate = useActivate(flow, onDone);
  const isFirst = flow.activeVersion === undefined;
  const answer = (change: Partial<ActivationAnswers>) => setAnswers({ ...answers, ...change });
  return (
    <div className="flex grow flex-col gap-8">
      <Section title={t("checks.title")}>
        <CheckList
          flow={flow.id}
          checks={activation.checks}
          confirmed={answers.confirmed}
          onConfirm={(confirmed) => answer({ confirmed })}
          reasons={answers.reasons}
          onReason={(reasons) => answer({ reasons })}
        />
      </Section>
      <Section
        title={t("changes.title")}
        remark={
          isFirst
            ? t("changes.first")
            : activation.changes.length === 0
              ? t("changes.none", { version: flow.activeVersion ?? 0 })
              : t("changes.since", { version: flow.activeVersion ?? 0, count: activation.changes.length })
        }
      >
        {activation.changes.length > 0 && (
          <ChangeList
            flow={flow.id}
            graphs={[flow.activeGraph ?? null, flow.graph]}
            changes={activation.changes}
          />
        )}
      </Section>
      {activation.inFlight > 0 && (
        <Section
          title={t("inFlight.title")}
          remark={t("inFlight.text", { count: activation.inFlight, version: activation.nextVersion })}
        />
      )}
      {activation.asksStart && (
        <Section title={t("start.title")}>
          <StartQuestion flow={flow.id} activation={activation} answers={answers} onAnswer={answer} />
        </Section>
      )}
      <Section title={t("hold.title")}>
        <HoldQuestion answers={answers} onAnswer={answer} />
      </Section>
      <Section title={t("note.title")}>
        <TextArea
          label={t("note.label", { version: activation.nextVersion })}
          description={t("note.help")}
          value={note}
          onChange={setNote}
          maxLength={2000}
          rows={2}
        />
      </Section>
      <ActivateBar
        flow={flow}
        activation={activation}
        answers={answers}
        activate={activate}
        onActivate={() => activate.mutate({ activation, answers, note })}
      />
    </div>
  );
}
