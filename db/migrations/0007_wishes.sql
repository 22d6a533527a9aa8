ALTER TABLE "owed_record" ADD COLUMN "wish" text;--> statement-breakpoint
ALTER TABLE "owed_record" ADD COLUMN "wish_note" text;--> statement-breakpoint
ALTER TABLE "owed_record" ADD COLUMN "wishes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "run" ADD COLUMN "may_create" bigint;--> statement-breakpoint
CREATE INDEX "owed_record_wish" ON "owed_record" USING btree ("flow_id","lane") WHERE "owed_record"."wish" is not null;--> statement-breakpoint
ALTER TABLE "owed_record" ADD CONSTRAINT "owed_record_wish_kind" CHECK ("owed_record"."wish" in ('retry', 'close', 'expire', 'confirm', 'refuse'));