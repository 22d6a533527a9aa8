ALTER TABLE "flow_case" DROP CONSTRAINT "flow_case_sample_id_sample_id_fk";
--> statement-breakpoint
ALTER TABLE "flow_case" ADD COLUMN "payload" "bytea" NOT NULL;--> statement-breakpoint
ALTER TABLE "flow_case" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "flow_case" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sample" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "flow_case" ADD CONSTRAINT "flow_case_created_by_app_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "flow_case_data_key" ON "flow_case" USING btree ("data_key_id");--> statement-breakpoint
CREATE INDEX "sample_data_key" ON "sample" USING btree ("data_key_id");--> statement-breakpoint
ALTER TABLE "flow_case" DROP COLUMN "sample_id";--> statement-breakpoint
ALTER TABLE "flow_case" DROP COLUMN "expected";--> statement-breakpoint
ALTER TABLE "sample" DROP COLUMN "origin";