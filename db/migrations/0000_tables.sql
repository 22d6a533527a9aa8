CREATE TABLE "alert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"severity" text NOT NULL,
	"message" text NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"notified_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"closed_by" uuid,
	CONSTRAINT "alert_severity" CHECK ("alert"."severity" in ('info', 'warning', 'error'))
);
--> statement-breakpoint
CREATE TABLE "app_user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"password_hash" text,
	"role" text NOT NULL,
	"preferences" json DEFAULT '{}'::json NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "app_user_in_workspace" UNIQUE("workspace_id","id"),
	CONSTRAINT "app_user_role" CHECK ("app_user"."role" in ('owner', 'admin', 'editor', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"user_id" uuid,
	"action" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" text NOT NULL,
	"object_title" text,
	"details" json DEFAULT '{}'::json NOT NULL,
	"before_hash" "bytea",
	"after_hash" "bytea",
	"request_id" text,
	"previous_hash" "bytea",
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunk" (
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"lane" smallint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "chunk_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"count" integer NOT NULL,
	"bytes" integer NOT NULL,
	"payload" "bytea" NOT NULL,
	"data_key_id" bigint NOT NULL,
	"not_before" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"marker" smallint,
	"fatal" smallint[] DEFAULT '{}' NOT NULL,
	"appended_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chunk_flow_id_lane_id_pk" PRIMARY KEY("flow_id","lane","id")
);
--> statement-breakpoint
CREATE TABLE "connection_lease" (
	"workspace_id" uuid NOT NULL,
	"connection" text NOT NULL,
	"purpose" text NOT NULL,
	"owner" text,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"used" integer,
	"allowed" integer,
	"window_start" timestamp (3) with time zone,
	"blocked_until" timestamp (3) with time zone,
	CONSTRAINT "connection_lease_workspace_id_connection_purpose_pk" PRIMARY KEY("workspace_id","connection","purpose")
);
--> statement-breakpoint
CREATE TABLE "connection" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"connector" text NOT NULL,
	"settings" json DEFAULT '{}'::json NOT NULL,
	"secrets" "bytea",
	"tokens" "bytea",
	"secret_key_id" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'untested' NOT NULL,
	"state_reason" text,
	"checked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connection_name" UNIQUE("workspace_id","name"),
	CONSTRAINT "connection_state" CHECK ("connection"."state" in ('untested', 'working', 'broken'))
);
--> statement-breakpoint
CREATE TABLE "cursor_history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cursor_history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"connection" text NOT NULL,
	"resource" text NOT NULL,
	"value" json,
	"move" text NOT NULL,
	"run_id" uuid,
	"moved_by" uuid,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cursor_history_move" CHECK ("cursor_history"."move" in ('run', 'activation', 'rewind'))
);
--> statement-breakpoint
CREATE TABLE "cursor" (
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"connection" text NOT NULL,
	"resource" text NOT NULL,
	"value" json,
	"overlap" json DEFAULT '[]'::json NOT NULL,
	"run_id" uuid,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cursor_flow_id_connection_resource_pk" PRIMARY KEY("flow_id","connection","resource")
);
--> statement-breakpoint
CREATE TABLE "data_key" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "data_key_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"day" date NOT NULL,
	"life" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"secret_key_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "data_key_of_day" UNIQUE("flow_id","day","life","generation"),
	CONSTRAINT "data_key_life" CHECK ("data_key"."life" in ('owed', 'logged'))
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"lane" smallint NOT NULL,
	"record_id" text NOT NULL,
	"key" text NOT NULL,
	"node" text NOT NULL,
	"arrival" text NOT NULL,
	"connection" text,
	"resource" text,
	"match_hash" "bytea",
	"state" text NOT NULL,
	"due_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 1 NOT NULL,
	"error_code" text,
	"error_message" text,
	"error_fingerprint" text,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "delivery_arrival" UNIQUE("flow_id","arrival"),
	CONSTRAINT "delivery_state" CHECK ("delivery"."state" in ('retrying', 'unknown', 'waiting', 'rejected', 'held'))
);
--> statement-breakpoint
CREATE TABLE "flow_case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"sample_id" uuid NOT NULL,
	"name" text NOT NULL,
	"expected" "bytea" NOT NULL,
	"data_key_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flow_version" (
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"graph" json NOT NULL,
	"note" text,
	"checks" json DEFAULT '[]'::json NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "flow_version_flow_id_number_pk" PRIMARY KEY("flow_id","number")
);
--> statement-breakpoint
CREATE TABLE "flow" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"draft" json NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"pause_reason" text,
	"paused_at" timestamp (3) with time zone,
	"active_version" integer,
	"trigger" json DEFAULT '{"kind":"manual"}'::json NOT NULL,
	"hook_token_hash" "bytea",
	"hook_secret" "bytea",
	"log_policy" text DEFAULT 'all' NOT NULL,
	"retention" smallint DEFAULT 30 NOT NULL,
	"expire_after_days" integer DEFAULT 90 NOT NULL,
	"settings" json DEFAULT '{}'::json NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "flow_in_workspace" UNIQUE("workspace_id","id"),
	CONSTRAINT "flow_state" CHECK ("flow"."state" in ('draft', 'active', 'paused')),
	CONSTRAINT "flow_log_policy" CHECK ("flow"."log_policy" in ('all', 'failures', 'none')),
	CONSTRAINT "flow_retention" CHECK ("flow"."retention" in (7, 30, 90, 400))
);
--> statement-breakpoint
CREATE TABLE "key_hold" (
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"key" text NOT NULL,
	"lane" smallint NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "key_hold_flow_id_key_pk" PRIMARY KEY("flow_id","key")
);
--> statement-breakpoint
CREATE TABLE "lane" (
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"owner" text,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"claimed_at" timestamp (3) with time zone,
	CONSTRAINT "lane_flow_id_number_pk" PRIMARY KEY("flow_id","number"),
	CONSTRAINT "lane_number" CHECK ("lane"."number" >= 0 and "lane"."number" < 16)
);
--> statement-breakpoint
CREATE TABLE "link" (
	"workspace_id" uuid NOT NULL,
	"source_connection" text NOT NULL,
	"source_resource" text NOT NULL,
	"source_key" text NOT NULL,
	"target_connection" text NOT NULL,
	"target_resource" text NOT NULL,
	"target_id" text NOT NULL,
	"sent_hash" "bytea",
	"flow_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "link_workspace_id_target_connection_target_resource_source_connection_source_resource_source_key_pk" PRIMARY KEY("workspace_id","target_connection","target_resource","source_connection","source_resource","source_key")
);
--> statement-breakpoint
CREATE TABLE "owed_record" (
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"record_id" text NOT NULL,
	"lane" smallint NOT NULL,
	"run_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"key" text NOT NULL,
	"label" text,
	"payload" "bytea" NOT NULL,
	"effects" "bytea",
	"data_key_id" bigint NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"log_retention" smallint,
	"log_day" date,
	"log_id" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "owed_record_flow_id_record_id_pk" PRIMARY KEY("flow_id","record_id")
);
--> statement-breakpoint
CREATE TABLE "record_log" (
	"retention" smallint NOT NULL,
	"day" date NOT NULL,
	"id" bigserial NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"record_id" text NOT NULL,
	"key" text NOT NULL,
	"label" text,
	"state" text NOT NULL,
	"leaves" json NOT NULL,
	"destination_ids" text[] DEFAULT '{}' NOT NULL,
	"error_node" text,
	"error_code" text,
	"error_message" text,
	"error_fingerprint" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"latest" boolean DEFAULT true NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"duration_ms" integer,
	"payload_id" bigint,
	"payload_index" smallint,
	CONSTRAINT "record_log_retention_day_id_pk" PRIMARY KEY("retention","day","id"),
	CONSTRAINT "record_log_retention" CHECK ("record_log"."retention" in (7, 30, 90, 400))
) PARTITION BY LIST ("retention");
--> statement-breakpoint
CREATE TABLE "record_payload" (
	"retention" smallint NOT NULL,
	"day" date NOT NULL,
	"id" bigserial NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"data_key_id" bigint NOT NULL,
	"count" smallint NOT NULL,
	"payload" "bytea" NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "record_payload_retention_day_id_pk" PRIMARY KEY("retention","day","id")
) PARTITION BY LIST ("retention");
--> statement-breakpoint
CREATE TABLE "run_count" (
	"run_id" uuid NOT NULL,
	"lane" smallint NOT NULL,
	"created" bigint DEFAULT 0 NOT NULL,
	"updated" bigint DEFAULT 0 NOT NULL,
	"unchanged" bigint DEFAULT 0 NOT NULL,
	"skipped" bigint DEFAULT 0 NOT NULL,
	"superseded" bigint DEFAULT 0 NOT NULL,
	"filtered" bigint DEFAULT 0 NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL,
	"retrying" bigint DEFAULT 0 NOT NULL,
	"unknown" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "run_count_run_id_lane_pk" PRIMARY KEY("run_id","lane")
);
--> statement-breakpoint
CREATE TABLE "run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"trigger_kind" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"options" json DEFAULT '{}'::json NOT NULL,
	"intake_day" date,
	"read" bigint DEFAULT 0 NOT NULL,
	"repeated" bigint DEFAULT 0 NOT NULL,
	"creates" bigint DEFAULT 0 NOT NULL,
	"cursor_from" json,
	"cursor_to" json,
	"error" json,
	"owner" text,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"started_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "run_state" CHECK ("run"."state" in ('queued', 'running', 'paused', 'succeeded', 'failed', 'stopped')),
	CONSTRAINT "run_trigger_kind" CHECK ("run"."trigger_kind" in ('manual', 'schedule', 'webhook', 'retry', 'backfill'))
);
--> statement-breakpoint
CREATE TABLE "sample" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"name" text NOT NULL,
	"origin" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"data_key_id" bigint NOT NULL,
	"masked" boolean NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedule_due" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "schedule_due_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid,
	"flow_id" uuid,
	"task" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'due' NOT NULL,
	"owner" text,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"run_id" uuid,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "schedule_due_once" UNIQUE NULLS NOT DISTINCT("task","flow_id","due_at"),
	CONSTRAINT "schedule_due_state" CHECK ("schedule_due"."state" in ('due', 'claimed', 'done', 'skipped'))
);
--> statement-breakpoint
CREATE TABLE "secret_key" (
	"id" text PRIMARY KEY NOT NULL,
	"canary" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seen_delivery" (
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"id_hash" "bytea" NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "seen_delivery_flow_id_id_hash_pk" PRIMARY KEY("flow_id","id_hash")
);
--> statement-breakpoint
CREATE TABLE "sending" (
	"workspace_id" uuid NOT NULL,
	"connection" text NOT NULL,
	"resource" text NOT NULL,
	"match_hash" "bytea" NOT NULL,
	"arrival" text NOT NULL,
	"flow_id" uuid NOT NULL,
	"lane" smallint NOT NULL,
	"epoch" bigint NOT NULL,
	"owner" text NOT NULL,
	"sent_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settle_after" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sending_workspace_id_connection_resource_match_hash_pk" PRIMARY KEY("workspace_id","connection","resource","match_hash")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"idle_expires_at" timestamp (3) with time zone NOT NULL,
	"absolute_expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_link" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash_key" "bytea",
	"settings" json DEFAULT '{}'::json NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_closed_by_app_user_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunk" ADD CONSTRAINT "chunk_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_lease" ADD CONSTRAINT "connection_lease_connection" FOREIGN KEY ("workspace_id","connection") REFERENCES "public"."connection"("workspace_id","name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection" ADD CONSTRAINT "connection_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cursor_history" ADD CONSTRAINT "cursor_history_moved_by_app_user_id_fk" FOREIGN KEY ("moved_by") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cursor_history" ADD CONSTRAINT "cursor_history_flow_fk" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cursor" ADD CONSTRAINT "cursor_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_key" ADD CONSTRAINT "data_key_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_owed_record" FOREIGN KEY ("flow_id","record_id") REFERENCES "public"."owed_record"("flow_id","record_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_case" ADD CONSTRAINT "flow_case_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_case" ADD CONSTRAINT "flow_case_data_key_id_data_key_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_case" ADD CONSTRAINT "flow_case_flow_fk" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_created_by_app_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_version" ADD CONSTRAINT "flow_version_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow" ADD CONSTRAINT "flow_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_hold" ADD CONSTRAINT "key_hold_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lane" ADD CONSTRAINT "lane_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link" ADD CONSTRAINT "link_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "owed_record" ADD CONSTRAINT "owed_record_data_key_id_data_key_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "owed_record" ADD CONSTRAINT "owed_record_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_count" ADD CONSTRAINT "run_count_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_started_by_app_user_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample" ADD CONSTRAINT "sample_data_key_id_data_key_id_fk" FOREIGN KEY ("data_key_id") REFERENCES "public"."data_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample" ADD CONSTRAINT "sample_created_by_app_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample" ADD CONSTRAINT "sample_flow_fk" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_due" ADD CONSTRAINT "schedule_due_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seen_delivery" ADD CONSTRAINT "seen_delivery_flow" FOREIGN KEY ("workspace_id","flow_id") REFERENCES "public"."flow"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sending" ADD CONSTRAINT "sending_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_open" ON "alert" USING btree ("workspace_id","kind","subject") WHERE "alert"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "alert_recent" ON "alert" USING btree ("workspace_id","last_at");--> statement-breakpoint
CREATE UNIQUE INDEX "app_user_email" ON "app_user" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "audit_event_recent" ON "audit_event" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "audit_event_object" ON "audit_event" USING btree ("workspace_id","object_kind","object_id","id");--> statement-breakpoint
CREATE INDEX "cursor_history_flow" ON "cursor_history" USING btree ("flow_id","connection","resource","id");--> statement-breakpoint
CREATE INDEX "data_key_wrapped_by" ON "data_key" USING btree ("secret_key_id");--> statement-breakpoint
CREATE INDEX "delivery_due" ON "delivery" USING btree ("flow_id","lane","due_at") WHERE "delivery"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "delivery_open" ON "delivery" USING btree ("flow_id","state","id");--> statement-breakpoint
CREATE INDEX "delivery_key" ON "delivery" USING btree ("flow_id","key");--> statement-breakpoint
CREATE INDEX "delivery_record" ON "delivery" USING btree ("flow_id","record_id");--> statement-breakpoint
CREATE INDEX "delivery_expiry" ON "delivery" USING btree ("expires_at") WHERE "delivery"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "flow_case_flow" ON "flow_case" USING btree ("flow_id");--> statement-breakpoint
CREATE UNIQUE INDEX "flow_hook_token" ON "flow" USING btree ("hook_token_hash");--> statement-breakpoint
CREATE INDEX "lane_due" ON "lane" USING btree ("due_at") WHERE "lane"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "link_target" ON "link" USING btree ("workspace_id","target_id","target_connection","target_resource");--> statement-breakpoint
CREATE INDEX "link_source" ON "link" USING btree ("workspace_id","source_key");--> statement-breakpoint
CREATE INDEX "owed_record_key" ON "owed_record" USING btree ("flow_id","key");--> statement-breakpoint
CREATE INDEX "owed_record_data_key" ON "owed_record" USING btree ("data_key_id");--> statement-breakpoint
CREATE INDEX "owed_record_run" ON "owed_record" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "record_log_key" ON "record_log" USING btree ("workspace_id","key" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "record_log_flow" ON "record_log" USING btree ("flow_id","id");--> statement-breakpoint
CREATE INDEX "record_log_run" ON "record_log" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "record_log_open" ON "record_log" USING btree ("flow_id","id") WHERE "record_log"."latest" and "record_log"."state" in ('unknown', 'rejected', 'retrying');--> statement-breakpoint
CREATE INDEX "record_log_error" ON "record_log" USING btree ("flow_id","error_fingerprint","id") WHERE "record_log"."error_fingerprint" is not null;--> statement-breakpoint
CREATE INDEX "record_payload_data_key" ON "record_payload" USING btree ("data_key_id");--> statement-breakpoint
CREATE INDEX "run_of_flow" ON "run" USING btree ("flow_id","created_at");--> statement-breakpoint
CREATE INDEX "run_of_workspace" ON "run" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "run_open" ON "run" USING btree ("created_at") WHERE "run"."state" in ('queued', 'running', 'paused');--> statement-breakpoint
CREATE UNIQUE INDEX "run_intake" ON "run" USING btree ("flow_id","version","intake_day") WHERE "run"."intake_day" is not null;--> statement-breakpoint
CREATE INDEX "sample_flow" ON "sample" USING btree ("flow_id");--> statement-breakpoint
CREATE INDEX "schedule_due_next" ON "schedule_due" USING btree ("due_at") WHERE "schedule_due"."state" in ('due', 'claimed');--> statement-breakpoint
CREATE INDEX "seen_delivery_age" ON "seen_delivery" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "sending_lane" ON "sending" USING btree ("flow_id","lane");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_expiry" ON "session" USING btree ("idle_expires_at");