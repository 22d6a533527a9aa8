CREATE TABLE "link_pair" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "link_pair_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"source_connection" text NOT NULL,
	"source_resource" text NOT NULL,
	"target_connection" text NOT NULL,
	"target_resource" text NOT NULL,
	CONSTRAINT "link_pair_once" UNIQUE("workspace_id","source_connection","source_resource","target_connection","target_resource")
);
--> statement-breakpoint
ALTER TABLE "link" DROP CONSTRAINT "link_workspace_id_workspace_id_fk";
--> statement-breakpoint
DROP INDEX "delivery_due";--> statement-breakpoint
DROP INDEX "link_target";--> statement-breakpoint
DROP INDEX "link_source";--> statement-breakpoint
ALTER TABLE "link" DROP CONSTRAINT "link_workspace_id_target_connection_target_resource_source_connection_source_resource_source_key_pk";--> statement-breakpoint
ALTER TABLE "record_log" DROP CONSTRAINT "record_log_retention_day_id_pk";--> statement-breakpoint
ALTER TABLE "record_log" ADD CONSTRAINT "record_log_id_day_retention_pk" PRIMARY KEY("id","day","retention");--> statement-breakpoint
ALTER TABLE "lane" ADD COLUMN "taken_upto" bigint;--> statement-breakpoint
ALTER TABLE "link" ADD COLUMN "pair_id" integer;--> statement-breakpoint
INSERT INTO "link_pair" ("workspace_id", "source_connection", "source_resource", "target_connection", "target_resource")
	SELECT DISTINCT "workspace_id", "source_connection", "source_resource", "target_connection", "target_resource" FROM "link";--> statement-breakpoint
UPDATE "link" l SET "pair_id" = p."id" FROM "link_pair" p
	WHERE (p."workspace_id", p."source_connection", p."source_resource", p."target_connection", p."target_resource")
		= (l."workspace_id", l."source_connection", l."source_resource", l."target_connection", l."target_resource");--> statement-breakpoint
ALTER TABLE "link" ALTER COLUMN "pair_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "link" ADD CONSTRAINT "link_pair_id_source_key_pk" PRIMARY KEY("pair_id","source_key");--> statement-breakpoint
ALTER TABLE "link_pair" ADD CONSTRAINT "link_pair_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_lane" ON "delivery" USING btree ("flow_id","lane","due_at");--> statement-breakpoint
CREATE INDEX "record_log_destination" ON "record_log" USING gin ("destination_ids");--> statement-breakpoint
ALTER TABLE "link" DROP COLUMN "workspace_id";--> statement-breakpoint
ALTER TABLE "link" DROP COLUMN "source_connection";--> statement-breakpoint
ALTER TABLE "link" DROP COLUMN "source_resource";--> statement-breakpoint
ALTER TABLE "link" DROP COLUMN "target_connection";--> statement-breakpoint
ALTER TABLE "link" DROP COLUMN "target_resource";