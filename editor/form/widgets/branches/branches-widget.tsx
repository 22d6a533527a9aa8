import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { asText } from "../../field-texts.ts";
import { isToFillIn, problemsAt } from "../../problems-at.ts";
import type { WidgetProps } from "../../widget-props.ts";
import { ConditionWidget } from "../condition/condition-widget.tsx";

interface Branch {
  readonly name: string;
  readonly when: string;
}

/** The branches of a router, in the order in which they are tried. */
export function BranchesWidget(props: WidgetProps) {
  const { value, onChange, onCommit, field } = props;
  const t = useTranslations("forms");
  const branches = readBranches(value);
  const put = (changed: readonly Branch[]) => onChange(changed.map((branch) => ({ ...branch })));
  const act = (changed: readonly Branch[]) => {
    put(changed);
    onCommit();
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{field.title}</legend>
      <ol className="flex flex-col">
        {branches.map((branch, index) => (
          <BranchRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a branch may have any name while it is typed; its place is its identity
            key={index}
            {...props}
            index={index}
            branch={branch}
            count={branches.length}
            onBranch={(changed) => put(branches.map((one, place) => (place === index ? changed : one)))}
            onMove={(to) => act(moved(branches, index, to))}
            onRemove={() => act(branches.filter((_, place) => place !== index))}
          />
        ))}
      </ol>
      <Button
        variant="quiet"
        size="sm"
        icon={Plus}
        className="self-start px-1!"
        onPress={() => act([...branches, { name: freeName(branches), when: "" }])}
      >
        {t("addBranch")}
      </Button>
    </fieldset>
  );
}

interface BranchRowProps extends WidgetProps {
  index: number;
  branch: Branch;
  count: number;
  onBranch: (changed: Branch) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function BranchRow(props: BranchRowProps) {
  const { index, branch, count, onBranch, onMove, onRemove, path, problems, onCommit, field } = props;
  const t = useTranslations("forms");
  const own = `${path}[${index}]`;
  const wrong = (member: string) =>
    problemsAt(problems, `${own}.${member}`).filter((one) => one.severity === "error" && !isToFillIn(one));
  const nameError = wrong("name")
    .map((one) => one.message)
    .join(" ");
  const whenError = wrong("when")
    .map((one) => one.message)
    .join(" ");
  const title = branch.name === "" ? t("branchAt", { place: index + 1 }) : branch.name;
  return (
    <li data-field={own} className="flex gap-2 border-t border-line py-2 first:border-t-0 first:pt-0">
      <span aria-hidden className="mt-6 w-5 shrink-0 pt-1 text-right text-sm text-ink-3">
        {index + 1}
      </span>
      <div className="flex min-w-0 grow flex-col gap-2">
        <div className="flex items-end gap-1" data-field={`${own}.name`}>
          <TextField
            label={t("branchName")}
            value={branch.name}
            onChange={(name) => onBranch({ ...branch, name })}
            onBlur={onCommit}
            isRequired
            validationBehavior="aria"
            className="grow"
            {...(nameError === "" ? {} : { error: nameError })}
          />
          <IconButton
            icon={ArrowUp}
            label={t("moveUp", { title })}
            isDisabled={index === 0}
            onPress={() => onMove(index - 1)}
          />
          <IconButton
            icon={ArrowDown}
            label={t("moveDown", { title })}
            isDisabled={index === count - 1}
            onPress={() => onMove(index + 1)}
          />
          <IconButton icon={Trash2} label={t("removeBranch", { title })} onPress={onRemove} />
        </div>
        <div data-field={`${own}.when`}>
          <ConditionWidget
            {...props}
            path={`${own}.when`}
            field={{
              ...field,
              name: "when",
              title: t("branchWhen"),
              help: undefined,
              widget: "condition",
              default: "",
            }}
            value={branch.when}
            onChange={(when) => onBranch({ ...branch, when: asText(when) })}
            problems={problemsAt(problems, `${own}.when`)}
            error={whenError === "" ? undefined : whenError}
            isRequired
          />
        </div>
      </div>
    </li>
  );
}

function readBranches(value: Json | undefined): readonly Branch[] {
  if (!Array.isArray(value)) return [];
  return value.map((one: Json) => {
    const branch = isJsonObject(one) ? one : {};
    return { name: asText(branch.name), when: asText(branch.when) };
  });
}

function moved(branches: readonly Branch[], from: number, to: number): readonly Branch[] {
  const branch = branches[from];
  const rest = branches.filter((_, place) => place !== from);
  return branch ? [...rest.slice(0, to), branch, ...rest.slice(to)] : branches;
}

function freeName(branches: readonly Branch[]): string {
  const taken = new Set(branches.map((branch) => branch.name));
  let number = branches.length + 1;
  while (taken.has(`branch${number}`)) number++;
  return `branch${number}`;
}
