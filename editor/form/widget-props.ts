import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import type { NodeType } from "@trasvase/shared/node.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import type { ReactNode } from "react";
import type * as z from "zod";
import type { FormField } from "./form-fields.ts";

/** The form around a control. */
interface FormSurroundings {
  /** All values of the form's object, for controls that depend on another one. */
  readonly values: JsonObject;
  /** Changes several members at once; undefined takes one out. */
  readonly change: (members: Readonly<Record<string, Json | undefined>>) => void;
  /** The step that is edited; undefined for a form that belongs to none (settings of a connection). */
  readonly node: EditedNode | undefined;
  /** The form of an object inside this one, with the same controls. */
  readonly nested: (props: SchemaFormProps) => ReactNode;
}

/** The step whose config is edited. */
interface EditedNode {
  readonly name: string;
  readonly type: NodeType;
  readonly config: JsonObject;
}

export interface SchemaFormProps {
  /** The schema of the object that is edited; its hints say which control each member gets. */
  schema: z.ZodType;
  values: JsonObject;
  /** One or more members changed; undefined takes one out. Called at every keystroke. */
  onChange: (members: Readonly<Record<string, Json | undefined>>) => void;
  /** A field was left: what was typed there since is one edit. */
  onCommit?: (() => void) | undefined;
  /** Everything known to be wrong, with paths as planning writes them. */
  problems?: readonly Problem[];
  /** Path of the edited object inside the config: `options`. */
  prefix?: string;
  node?: EditedNode | undefined;
  /** Members that are edited elsewhere. */
  without?: readonly string[];
  /** Members that must be filled in though the schema accepts them empty. */
  required?: readonly string[];
  className?: string;
}

/** What every control of a form gets. */
export interface WidgetProps {
  readonly field: FormField;
  /** Where the value stands in the config: `match.value`. */
  readonly path: string;
  readonly value: Json | undefined;
  /** Undefined takes the member out, so that its default holds. */
  readonly onChange: (value: Json | undefined) => void;
  /** The person is done with this field for now. */
  readonly onCommit: () => void;
  /** What is wrong with the value, to be shown at the control. */
  readonly error: string | undefined;
  /** Everything known to be wrong at or below `path`. */
  readonly problems: readonly Problem[];
  readonly isRequired: boolean;
  readonly form: FormSurroundings;
}
