DROP TABLE "key_hold" CASCADE;--> statement-breakpoint
ALTER TABLE "owed_record" ADD COLUMN "begun" smallint DEFAULT 0 NOT NULL;